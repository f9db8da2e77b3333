import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'
import { THEMES, type Theme } from '../../../scripts/editor/themes.ts'
import { ContextMenu } from './contextMenu.ts'
import { SideView } from './generationsView.ts'
import { Notifications } from './notifications.ts'
import { QuickInput } from './quickInput.ts'

/** How long a person-like step may take before it counts as broken, in milliseconds. */
const STEP_LIMIT_MS = 20_000

const openOnes = new Set<Workbench>()

/** The windows that are open in this process; for pictures of a failure. */
export function openWorkbenches(): readonly Workbench[] {
  return [...openOnes].filter(({ page }) => !page.isClosed())
}

/** One window of VS Code, driven as a person does: by clicks, keys and looking. */
export class Workbench {
  readonly page: Page
  readonly quickInput: QuickInput
  readonly notifications: Notifications
  readonly view: SideView
  readonly menu: ContextMenu

  private constructor(page: Page) {
    this.page = page
    this.quickInput = new QuickInput(page)
    this.notifications = new Notifications(page)
    this.view = new SideView(page)
    this.menu = new ContextMenu(page)
  }

  /** Opens a window and waits until it can be used. Close it with `page.close()`. */
  static async open(context: BrowserContext, url: string): Promise<Workbench> {
    const page = await context.newPage()
    page.setDefaultTimeout(STEP_LIMIT_MS)
    const workbench = new Workbench(page)
    openOnes.add(workbench)
    page.once('close', () => openOnes.delete(workbench))
    await page.goto(url)
    await workbench.waitUntilReady()
    return workbench
  }

  /** Waits until the extension has been started: everything installed activates after start-up. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 })
    await this.page.locator('.monaco-workbench .activitybar .action-item').first().waitFor()
    await this.page.locator('[aria-label^="Activating Extensions"]').waitFor({ state: 'hidden' })
  }

  /** Reloads the window: the same as "Developer: Reload Window", without an extension host left over. */
  async reload(): Promise<void> {
    // The browser build writes down what is open a moment later.
    await this.page.waitForTimeout(2000)
    await this.page.reload()
    await this.waitUntilReady()
  }

  /** Runs a command by its whole title, as `Wan VACE: Set API Key…`, through the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.openPalette(title)
    const row = this.quickInput.rows.locator('.label-name', { hasText: exactly(title) }).first()
    await row.waitFor()
    await row.click()
  }

  /** Opens the command palette and types `text`. */
  async openPalette(text: string): Promise<void> {
    await this.page.keyboard.press('F1')
    await this.quickInput.input.waitFor()
    await this.quickInput.type(`>${text}`)
  }

  /** The titles that the palette offers for `text`. Empty when no command matches. */
  async paletteTitles(text: string): Promise<string[]> {
    await this.openPalette(text)
    const rows = this.quickInput.rows.locator('.label-name')
    await rows.first().waitFor()
    const titles = await rows.allTextContents()
    await this.quickInput.cancel()
    return titles.filter((title) => title.toLowerCase().includes(text.toLowerCase()))
  }

  /** Opens a file of the workspace by name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P')
    await this.quickInput.type(name)
    await this.quickInput.row(name).waitFor()
    await this.quickInput.accept()
    await this.tab(name).waitFor()
  }

  tab(name: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name }).first()
  }

  /** The status bar's item that holds `text`. */
  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first()
  }

  /** The document of the `index`th webview that is to be seen: two frames deep. */
  webview(index = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready >> visible=true').nth(index).frameLocator('iframe#active-frame')
  }

  /** Changes the colours, as a person does; every window of the session follows after its next reload. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = THEMES[theme]
    await this.runCommand('Preferences: Color Theme')
    await this.quickInput.type(label)
    await this.quickInput.rows
      .locator('.label-name', { hasText: exactly(label) })
      .first()
      .click()
    await this.page.locator(`.monaco-workbench.${className}`).waitFor()
    await this.quickInput.waitUntilClosed()
  }

  /** Saves a picture of the window. */
  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true })
    await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`)
}
