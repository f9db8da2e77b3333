import type { Locator } from 'playwright-core'
import type { Workbench } from './workbench.ts'

/** The gallery, controlled with the mouse and the keyboard. */
export class GalleryDriver {
  readonly #workbench: Workbench

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  /** The page in the webview. */
  get body(): Locator {
    return this.#workbench.webview().locator('body')
  }

  get grid(): Locator {
    return this.body.locator('.grid')
  }

  /** The rendered tiles. */
  get tiles(): Locator {
    return this.body.locator('.tile:not(.loading)')
  }

  /** The first tile that contains `text`. */
  tile(text: string | RegExp): Locator {
    return this.tiles.filter({ hasText: text }).first()
  }

  /** Runs "Show Gallery", and waits until the page shows its toolbar. */
  async open(): Promise<void> {
    await this.#workbench.runCommand('Wan VACE: Show Gallery')
    await this.body.locator('.toolbar').waitFor()
  }

  /** Waits until the toolbar shows this number of videos. */
  async waitForCount(text: string | RegExp): Promise<void> {
    await this.body.locator('.count', { hasText: text }).waitFor()
  }

  /** Returns the titles of the rendered tiles, in their order. */
  async titles(): Promise<string[]> {
    return this.tiles.locator('.title span[dir]').allInnerTexts()
  }

  /** Selects an option of the list with this label. */
  async select(label: string, option: string): Promise<void> {
    const select = this.body.locator(`vscode-single-select[label="${label}"]`)
    await select.click()
    await select.locator('li.option').filter({ hasText: option }).first().click()
  }
}
