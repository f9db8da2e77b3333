import type { Locator, Page } from 'playwright-core'
import { ContextMenu } from './contextMenu.ts'

/** The extension's view in the side bar. */
export class SideView {
  readonly root: Locator
  readonly #page: Page
  readonly #menu: ContextMenu

  constructor(page: Page) {
    this.#page = page
    this.#menu = new ContextMenu(page)
    this.root = page.locator('[id="workbench.view.extension.wanVace"]')
  }

  /** The icon in the activity bar; its badge is in it. */
  get icon(): Locator {
    return this.#page.locator('.activitybar .action-item', {
      has: this.#page.locator('[aria-label^="Wan VACE"]'),
    })
  }

  /** Shows the view by a click on its icon. */
  async open(): Promise<void> {
    // The icon hides a view that is shown, or that the editor itself brings back meanwhile: then it is clicked again.
    for (let tries = 0; tries < 5; tries++) {
      if (!(await this.#isChosen())) await this.icon.click()
      if (await this.#comesWithin(3000)) return
    }
    await this.root.waitFor()
  }

  async #isChosen(): Promise<boolean> {
    await this.icon.waitFor()
    return (await this.icon.getAttribute('class'))?.split(' ').includes('checked') ?? false
  }

  /** Text of the badge on the icon, or an empty string. */
  async badge(): Promise<string> {
    const badge = this.icon.locator('.badge-content')
    return (await badge.count()) > 0 ? ((await badge.first().textContent()) ?? '') : ''
  }

  get rows(): Locator {
    return this.root.locator('.monaco-list-row')
  }

  /** The first row that holds `text`. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text }).first()
  }

  /** What each row shows: label, a blank, description. */
  async texts(): Promise<string[]> {
    return this.rows.evaluateAll((rows) =>
      rows.map((row) =>
        ['.label-name', '.label-description'].map((part) => row.querySelector(part)?.textContent ?? '').join(' '),
      ),
    )
  }

  /** What the view says while it has no rows. */
  get welcome(): Locator {
    return this.root.locator('.welcome-view-content')
  }

  /** Names of a row's inline actions. */
  async inlineActions(row: Locator): Promise<string[]> {
    await row.hover()
    const labels = row.locator('.actions .action-label')
    return labels.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''))
  }

  async clickInline(row: Locator, name: string | RegExp): Promise<void> {
    await row.hover()
    await row.getByRole('button', { name }).click()
  }

  /** Opens the row's context menu and returns the names in it. */
  async openMenu(row: Locator): Promise<string[]> {
    await this.#menu.openOn(row)
    return this.#menu.names()
  }

  async closeMenu(): Promise<void> {
    await this.#menu.close()
  }

  /** Chooses from the row's context menu. */
  async clickMenu(row: Locator, name: string | RegExp): Promise<void> {
    await this.#menu.openOn(row)
    await this.#menu.choose(name)
  }

  /** Text of the tooltip that comes up while the mouse rests on the row. */
  async tooltip(row: Locator): Promise<string> {
    const hover = this.#page.locator('.workbench-hover')
    // Away first, for longer than a hover takes to come up: what is open then belongs to something else.
    await this.#page.mouse.move(700, 400)
    await this.#page.waitForTimeout(800)
    await hover.waitFor({ state: 'hidden' })
    await row.hover()
    await hover.first().waitFor()
    return (await hover.first().allInnerTexts()).join('')
  }

  async #comesWithin(limitMs: number): Promise<boolean> {
    return this.root.waitFor({ timeout: limitMs }).then(
      () => true,
      () => false,
    )
  }

  /** Drags the side bar's edge so that it is `width` pixels wide. */
  async resize(width: number): Promise<void> {
    const bar = this.#page.locator('.part.sidebar')
    const box = await bar.boundingBox()
    if (box === null) throw new Error('The side bar is not to be seen.')
    const y = box.y + box.height / 2
    await this.#page.mouse.move(box.x + box.width, y)
    await this.#page.mouse.down()
    await this.#page.mouse.move(box.x + width, y, { steps: 10 })
    await this.#page.mouse.up()
    await this.#page.mouse.move(box.x + width + 300, y)
  }
}
