import type { Locator, Page } from 'playwright-core'

/** The open context menu of a window. */
export class ContextMenu {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.locator('.monaco-menu-container')
  }

  /** Right-clicks `target`, and waits until the menu shows its items. */
  async openOn(target: Locator): Promise<void> {
    await target.click({ button: 'right' })
    await this.#actions.first().waitFor()
  }

  /** Returns the labels of the enabled items. */
  async labels(): Promise<string[]> {
    return (await this.#actions.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '')
  }

  item(label: string | RegExp): Locator {
    return this.root.getByRole('menuitem', { name: label, exact: typeof label === 'string' })
  }

  /** Clicks an item. Repeats the click while the menu is open, because a new menu ignores clicks for a moment. */
  async select(label: string | RegExp): Promise<void> {
    const item = this.item(label)
    await item.waitFor()
    for (let attempt = 0; attempt < 20; attempt++) {
      // The menu may close between the check and the click.
      await item.click({ timeout: 1000 }).catch(() => {})
      if (await this.#closesWithin(300)) return
    }
    throw new Error(`The menu is still open after clicks on ${label}.`)
  }

  async close(): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.#page.keyboard.press('Escape')
      if (await this.#closesWithin(500)) return
    }
    throw new Error('The menu is still open after Escape.')
  }

  async #closesWithin(timeoutMs: number): Promise<boolean> {
    return this.root.waitFor({ state: 'hidden', timeout: timeoutMs }).then(
      () => true,
      () => false,
    )
  }

  get #actions(): Locator {
    return this.root.locator('.action-item:not(.disabled) .action-label:not(.separator)')
  }
}
