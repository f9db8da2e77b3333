import type { Locator, Page } from 'playwright-core'

/** The context menu that is open in a window. */
export class ContextMenu {
  readonly root: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.root = page.locator('.monaco-menu-container')
  }

  /** Opens it by a right click and waits until it can be used. */
  async openOn(target: Locator): Promise<void> {
    await target.click({ button: 'right' })
    await this.#actions.first().waitFor()
  }

  /** Names of what can be chosen. */
  async names(): Promise<string[]> {
    return (await this.#actions.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '')
  }

  item(name: string | RegExp): Locator {
    return this.root.getByRole('menuitem', { name, exact: typeof name === 'string' })
  }

  /** Chooses by a click. Clicks again while the menu stays: a fresh menu takes no click for a moment, on purpose. */
  async choose(name: string | RegExp): Promise<void> {
    const item = this.item(name)
    await item.waitFor()
    for (let tries = 0; tries < 10; tries++) {
      await this.#page.waitForTimeout(200)
      // The menu may close between the look and the click.
      await item.click({ timeout: 2000 }).catch(() => {})
      if (await this.#closes(1000)) return
    }
    throw new Error(`The menu stays open after clicks on ${name}.`)
  }

  async close(): Promise<void> {
    for (let tries = 0; tries < 10; tries++) {
      await this.#page.keyboard.press('Escape')
      if (await this.#closes(500)) return
    }
    throw new Error('The menu stays open after Escape.')
  }

  async #closes(withinMs: number): Promise<boolean> {
    return this.root.waitFor({ state: 'hidden', timeout: withinMs }).then(
      () => true,
      () => false,
    )
  }

  get #actions(): Locator {
    return this.root.locator('.action-item:not(.disabled) .action-label:not(.separator)')
  }
}
