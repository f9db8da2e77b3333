import type { Locator, Page } from 'playwright-core'
import { becomes } from './becomes.ts'

/** The open context menu of a window. */
export class ContextMenu {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.locator('.monaco-menu-container')
  }

  /** Right-clicks `target` until the menu shows its items. A change of `target` can close the menu again. */
  async openOn(target: Locator): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      await target.click({ button: 'right' })
      if (await becomes('visible', this.#actions.first(), 3000)) return
    }
    throw new Error('The menu does not open.')
  }

  /** Returns the labels of the enabled items. */
  async labels(): Promise<string[]> {
    return (await this.#actions.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '')
  }

  item(label: string | RegExp): Locator {
    // The name of an item ends with its keyboard shortcut.
    const text = this.#page.getByText(label, { exact: typeof label === 'string' })
    return this.root.getByRole('menuitem').filter({ has: text })
  }

  /** Opens the menu of `target` and clicks an item. Opens it again if the item is missing or the menu closes too early. */
  async selectOn(target: Locator, label: string | RegExp): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.openOn(target)
      if (!(await becomes('visible', this.item(label), 500))) await this.close()
      else if (await this.#click(label)) return
    }
    throw new Error(`The menu has no item ${label}, or it closes before a click.`)
  }

  async close(): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.#page.keyboard.press('Escape')
      if (await becomes('hidden', this.root, 500)) return
    }
    throw new Error('The menu is still open after Escape.')
  }

  /**
   * Clicks until the menu closes, because a new menu ignores clicks for a moment. Returns whether a click worked. A click
   * that follows the one that closes the menu fails.
   */
  async #click(label: string | RegExp): Promise<boolean> {
    const item = this.item(label)
    let isClicked = false
    for (let attempt = 0; attempt < 20; attempt++) {
      isClicked = await item.click({ timeout: 5000 }).then(
        () => true,
        () => isClicked,
      )
      if (await becomes('hidden', this.root, 300)) return isClicked
    }
    throw new Error(`The menu is still open after clicks on ${label}.`)
  }

  get #actions(): Locator {
    return this.root.locator('.action-item:not(.disabled) .action-label:not(.separator)')
  }
}
