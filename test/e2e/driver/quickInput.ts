import type { Locator, Page } from 'playwright-core'
import { becomes } from './becomes.ts'

/** Longer texts are inserted in one step, because typing them takes seconds. */
const TYPED_LENGTH = 200

/** The quick pick or input box of a window. */
export class QuickInput {
  readonly widget: Locator
  readonly input: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    // While it closes, it is visible and ignores keys.
    this.widget = page.locator('.quick-input-widget:not(.quick-input-widget-closing):visible')
    this.input = this.widget.locator('.quick-input-header input.input:visible')
  }

  /** Waits for a quick input with this title. The title includes the step, for example `Generate Video (1/4)`. */
  async waitForTitle(title: string | RegExp): Promise<void> {
    await this.widget.locator('.quick-input-title').filter({ hasText: title }).waitFor()
  }

  /** Replaces the text in the box with `text`. */
  async type(text: string): Promise<void> {
    await this.input.focus()
    await this.#page.keyboard.press('ControlOrMeta+A')
    if (text === '') await this.#page.keyboard.press('Backspace')
    else if (text.length <= TYPED_LENGTH) await this.#page.keyboard.type(text)
    else await this.#page.keyboard.insertText(text)
  }

  /** Replaces the text in the box in one step. A long list is then filtered once, and not after each key. */
  async paste(text: string, timeoutMs?: number): Promise<void> {
    await this.input.fill(text, timeoutMs === undefined ? {} : { timeout: timeoutMs })
  }

  /**
   * Enters a path in VS Code's file dialog, which is a quick input in the browser. Repeats it while the dialog is open,
   * because the dialog ignores input and completes the text while it reads a folder.
   */
  async submitPath(title: string, path: string): Promise<void> {
    await this.waitForTitle(title)
    for (let attempt = 0; attempt < 20; attempt++) {
      if (!(await this.widget.isVisible())) return
      await this.#insert(path)
      if ((await this.#valueOrEmpty()) !== path) continue
      await this.#page.keyboard.press('Enter')
      if (await becomes('hidden', this.widget, 1500)) return
    }
    throw new Error(`The dialog "${title}" is still open after entering ${path}.`)
  }

  async value(): Promise<string> {
    return this.input.inputValue()
  }

  async accept(): Promise<void> {
    await this.input.focus()
    await this.#page.keyboard.press('Enter')
  }

  /** Types `text` and accepts it. */
  async submit(text: string): Promise<void> {
    await this.type(text)
    await this.accept()
  }

  /** The first row that contains `label`. */
  row(label: string | RegExp): Locator {
    return this.rows.filter({ hasText: label }).first()
  }

  get rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row')
  }

  /** Waits for the first row, and returns the labels of the visible rows. */
  async labels(): Promise<string[]> {
    await this.rows.first().waitFor()
    return this.rows.locator('.label-name').allTextContents()
  }

  /** The row with exactly this label. */
  rowLabeled(label: string): Locator {
    const exactLabel = this.#page.locator('.label-name').getByText(label, { exact: true })
    return this.rows.filter({ has: exactLabel }).first()
  }

  async pick(label: string | RegExp): Promise<void> {
    await this.clickRow(this.row(label))
  }

  async clickRow(row: Locator): Promise<void> {
    await row.waitFor()
    // Hides the hover of another row, which could cover this one.
    await this.#page.mouse.move(2, 2)
    await row.click()
  }

  /** Returns the validation message or prompt below the box. */
  async message(): Promise<string> {
    return ((await this.widget.locator('.quick-input-message').textContent()) ?? '').trim()
  }

  /** Clicks a button by its tooltip, for example `Back`. */
  async button(name: string | RegExp): Promise<void> {
    await this.widget.getByRole('button', { name }).first().click()
  }

  async cancel(): Promise<void> {
    // A quick input that is shown again after a dialog ignores keys until it has the focus.
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.#page.keyboard.press('Escape')
      if (await becomes('hidden', this.widget, 3000)) return
    }
    await this.waitUntilClosed()
  }

  async waitUntilClosed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' })
  }

  async #insert(text: string): Promise<void> {
    await this.input.focus()
    await this.#page.keyboard.press('ControlOrMeta+A')
    await this.#page.keyboard.insertText(text)
    // The dialog may change the text a moment later.
    await this.#page.waitForTimeout(200)
  }

  async #valueOrEmpty(): Promise<string> {
    return this.input.inputValue({ timeout: 500 }).catch(() => '')
  }
}
