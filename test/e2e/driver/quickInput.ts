import type { Locator, Page } from 'playwright-core'

/** The quick pick or input box at the top of a window, used with the keyboard and the mouse. */
export class QuickInput {
  readonly widget: Locator
  readonly input: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.widget = page.locator('.quick-input-widget:visible')
    this.input = this.widget.locator('.quick-input-header input.input:visible')
  }

  /** Waits until the box with this title is there. The title holds the step counter, as `Generate Video (1/4)`. */
  async waitForTitle(title: string | RegExp): Promise<void> {
    await this.widget.locator('.quick-input-title').filter({ hasText: title }).waitFor()
  }

  async title(): Promise<string> {
    return (await this.widget.locator('.quick-input-title').textContent()) ?? ''
  }

  /** Puts `text` in place of what the box holds, key by key up to 200 characters, pasted beyond. */
  async type(text: string): Promise<void> {
    await this.input.focus()
    await this.#page.keyboard.press('ControlOrMeta+A')
    if (text === '') await this.#page.keyboard.press('Backspace')
    else if (text.length <= 200) await this.#page.keyboard.type(text)
    else await this.#page.keyboard.insertText(text)
  }

  /** Puts `text` there in one go, until it stays: the file dialog completes what is typed in its own way. */
  async paste(text: string): Promise<void> {
    for (let tries = 0; tries < 10; tries++) {
      await this.input.focus()
      await this.#page.keyboard.press('ControlOrMeta+A')
      await this.#page.keyboard.insertText(text)
      await this.#page.waitForTimeout(500)
      if ((await this.value()) === text) return
    }
    throw new Error(`The box does not keep "${text}"; it says "${await this.value()}".`)
  }

  /**
   * Answers VS Code's file dialog, which is a quick input where there is no desktop. Says it again while the dialog
   * stays: it takes nothing while it reads a folder.
   */
  async answerFile(title: string, path: string): Promise<void> {
    await this.waitForTitle(title)
    for (let tries = 0; tries < 5; tries++) {
      if (await this.widget.isVisible()) await this.paste(path)
      await this.#page.keyboard.press('Enter')
      const closed = this.widget.waitFor({ state: 'hidden', timeout: 3000 }).then(
        () => true,
        () => false,
      )
      if (await closed) return
    }
    throw new Error(`The dialog "${title}" does not take ${path}.`)
  }

  async value(): Promise<string> {
    return this.input.inputValue()
  }

  async accept(): Promise<void> {
    await this.input.focus()
    await this.#page.keyboard.press('Enter')
  }

  /** Types and accepts. */
  async answer(text: string): Promise<void> {
    await this.type(text)
    await this.accept()
  }

  row(label: string | RegExp): Locator {
    return this.rows.filter({ hasText: label }).first()
  }

  get rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row')
  }

  /** Labels of the rows that are to be seen; waits for the first. */
  async labels(): Promise<string[]> {
    await this.rows.first().waitFor()
    return this.rows.locator('.label-name').allTextContents()
  }

  async pick(label: string | RegExp): Promise<void> {
    await this.row(label).click()
  }

  /** The words under the box: what is wrong with the input, or the prompt. */
  async message(): Promise<string> {
    return ((await this.widget.locator('.quick-input-message').textContent()) ?? '').trim()
  }

  /** Clicks a button of the title bar or the box by its tooltip, as `Back`. */
  async button(name: string | RegExp): Promise<void> {
    await this.widget.getByRole('button', { name }).first().click()
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape')
    await this.waitUntilClosed()
  }

  async waitUntilClosed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' })
  }
}
