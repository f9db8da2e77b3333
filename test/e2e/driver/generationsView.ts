import type { Locator, Page } from 'playwright-core'
import { becomes } from './becomes.ts'
import { ContextMenu } from './contextMenu.ts'

/** The extension's view in the side bar. */
export class GenerationsView {
  readonly root: Locator
  readonly #page: Page
  readonly #menu: ContextMenu

  constructor(page: Page) {
    this.#page = page
    this.#menu = new ContextMenu(page)
    this.root = page.locator('[id="workbench.view.extension.wanVace"]')
  }

  /** The icon in the activity bar, which contains the badge. */
  get icon(): Locator {
    return this.#page.locator('.activitybar .action-item', {
      has: this.#page.locator('[aria-label^="Wan VACE"]'),
    })
  }

  /** Shows the view. */
  async open(): Promise<void> {
    // The icon toggles the view, and the editor may restore the view at the same time: check, and click again.
    for (let attempt = 0; attempt < 5; attempt++) {
      if (!(await this.#isActive())) await this.icon.click()
      if (await becomes('visible', this.root, 3000)) return
    }
    await this.root.waitFor()
  }

  /** Returns the text of the badge, or an empty string. */
  async badge(): Promise<string> {
    const badge = this.icon.locator('.badge-content')
    return (await badge.count()) > 0 ? ((await badge.first().textContent()) ?? '') : ''
  }

  get rows(): Locator {
    return this.root.locator('.monaco-list-row')
  }

  /** The first row that contains `text`. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text }).first()
  }

  /** Returns the label and description of each row, separated by a space. */
  async texts(): Promise<string[]> {
    return this.rows.evaluateAll((rows) =>
      rows.map((row) =>
        ['.label-name', '.label-description'].map((part) => row.querySelector(part)?.textContent ?? '').join(' '),
      ),
    )
  }

  /** The content of the empty view. */
  get welcome(): Locator {
    return this.root.locator('.welcome-view-content')
  }

  /** A button in the title of the view. */
  titleAction(name: string): Locator {
    return this.#page.locator('.part.sidebar .composite.title').getByRole('button', { name }).first()
  }

  /** The text above the rows. */
  message(text: string): Locator {
    return this.root.locator('.tree-explorer-viewlet-tree-view > .message').filter({ hasText: text })
  }

  /** Clicks a row. First hides the tooltip of another row, which can cover this one. */
  async click(row: Locator): Promise<void> {
    await this.#hideTooltip()
    await row.click()
  }

  /** Returns the labels of a row's inline actions. */
  async inlineActions(row: Locator): Promise<string[]> {
    await this.#hideTooltip()
    await row.hover()
    const labels = row.locator('.actions .action-label')
    await labels.first().waitFor()
    return labels.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''))
  }

  /** Clicks an inline action of a row. Repeats it if the row is rendered again before the click. */
  async clickInline(row: Locator, name: string | RegExp): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.#hideTooltip()
      await row.hover()
      const isClicked = await row
        .getByRole('button', { name })
        .click({ timeout: 5000 })
        .then(
          () => true,
          () => false,
        )
      if (isClicked) return
    }
    throw new Error(`The action ${name} could not be clicked.`)
  }

  /** Opens the context menu of a row, and returns its labels. */
  async openMenu(row: Locator): Promise<string[]> {
    await this.#hideTooltip()
    await this.#menu.openOn(row)
    return this.#menu.labels()
  }

  async closeMenu(): Promise<void> {
    await this.#menu.close()
  }

  /** Clicks an item in the context menu of a row. */
  async clickMenu(row: Locator, label: string | RegExp): Promise<void> {
    await this.#hideTooltip()
    await this.#menu.selectOn(row, label)
  }

  async #hideTooltip(): Promise<void> {
    await this.#page.mouse.move(900, 500)
    await this.#page.locator('.workbench-hover:not(.compact)').first().waitFor({ state: 'hidden' })
  }

  /** Selects the first `count` rows that contain `text`, compares them, and clears the selection. */
  async compareRows(text: string, count: number): Promise<void> {
    const rows = this.rows.filter({ hasText: text })
    await rows.nth(count - 1).waitFor()
    await this.#select(rows, count, true)
    await this.clickMenu(rows.nth(count - 1), 'Compare Generations…')
    await this.#select(rows, count, false)
  }

  /** Selects the first `count` rows, or clears their selection. */
  async #select(rows: Locator, count: number, isSelected: boolean): Promise<void> {
    for (let index = 0; index < count; index++) {
      const isNow = (await rows.nth(index).getAttribute('aria-selected')) === 'true'
      if (isNow !== isSelected) await rows.nth(index).click({ modifiers: ['ControlOrMeta'] })
    }
  }

  async #isActive(): Promise<boolean> {
    await this.icon.waitFor()
    return (await this.icon.getAttribute('class'))?.split(' ').includes('checked') ?? false
  }
}
