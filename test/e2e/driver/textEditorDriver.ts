import type { Locator } from 'playwright-core'
import { waitUntil } from '../../fixtures/waitUntil.ts'
import type { Workbench } from './workbench.ts'

/** The visible text editors, controlled with the mouse and the keyboard. */
export class TextEditorDriver {
  readonly #workbench: Workbench

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  /** The lines that are visible, without indentation guides and other decorations. */
  async text(): Promise<string> {
    const lines = await this.#page.locator('.editor-instance .view-line').all()
    const placed = await Promise.all(
      lines.map(async (line) => ({
        y: (await line.boundingBox())?.y ?? 0,
        text: ((await line.textContent()) ?? '').replaceAll('\u00a0', ' '),
      })),
    )
    return placed
      .sort((a, b) => a.y - b.y)
      .map(({ text }) => text)
      .join('\n')
  }

  /** Waits until the visible text contains `text`, or does not contain it. */
  async waitForText(text: string, isThere = true): Promise<void> {
    await waitUntil(
      `the editor ${isThere ? 'shows' : 'does not show'} ${text}`,
      async () => (await this.text()).includes(text) === isThere,
    )
  }

  /** A code lens. */
  lens(text: string | RegExp): Locator {
    return this.#page.locator('.codelens-decoration a', { hasText: text }).first()
  }

  /** A word of the text. */
  word(text: string): Locator {
    return this.#page.locator('.editor-instance .view-line span > span', { hasText: text }).first()
  }

  /** Types the start of a property at a position, which starts with 1, and accepts a suggestion. */
  async complete(line: number, column: number, label: string): Promise<void> {
    await this.goTo(line, column)
    await this.#page.keyboard.type(`"${label.slice(0, 5)}`)
    const row = this.#page.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first()
    // The language server may still be starting.
    await waitUntil(`${label} is suggested`, async () => {
      await this.#workbench.runCommand('Trigger Suggest')
      const isThere = await row.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
      if (!isThere) await this.#page.keyboard.press('Escape')
      return isThere
    })
    await row.click()
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.#page.keyboard.press('Control+G')
    await this.#workbench.quickInput.type(`:${line}:${column}`)
    await this.#workbench.quickInput.accept()
  }

  /** Types at a position, which starts with 1. */
  async typeAt(line: number, column: number, text: string): Promise<void> {
    await this.goTo(line, column)
    await this.#page.keyboard.insertText(text)
  }

  /** Points at a word until its hover contains `text`. Returns the hover. */
  async hover(word: string, text: string | RegExp): Promise<Locator> {
    const hover = this.#page.locator('.monaco-hover:not(.hidden)', { hasText: text }).first()
    await waitUntil(`the hover of ${word} contains ${String(text)}`, async () => {
      await this.#page.mouse.move(5, 5)
      await this.word(word).hover()
      return hover.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
    })
    return hover
  }

  /** Waits until the Problems view has exactly these messages. Leaves the view open. */
  async waitForProblems(expected: readonly (string | RegExp)[]): Promise<void> {
    await this.#workbench.runCommand('Problems: Focus on Problems View')
    const rows = this.#page.locator('.markers-panel .monaco-list-row .marker-message-line')
    let found: string[] = []
    const matches = (message: string, pattern: string | RegExp) =>
      typeof pattern === 'string' ? message.includes(pattern) : pattern.test(message)
    try {
      await waitUntil('the problems are as expected', async () => {
        found = (await rows.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '))
        return (
          found.length === expected.length &&
          expected.every((pattern) => found.some((message) => matches(message, pattern)))
        )
      })
    } catch (error) {
      throw new Error(`The problems are:\n${found.join('\n')}`, { cause: error })
    }
  }

  /** Closes the tab without saving. */
  async close(name: string): Promise<void> {
    // Not the form of the file.
    const tab = this.#page.locator(`.tabs-container .tab[data-resource-name="${name}"]`)
    // Hides the hover of something above the tab, which could cover it.
    await this.#page.mouse.move(2, 2)
    await tab.click()
    await this.#workbench.runCommand('View: Revert and Close Editor')
    await tab.waitFor({ state: 'hidden' })
  }

  get #page() {
    return this.#workbench.page
  }
}
