import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'
import { THEMES, type Theme } from '../../../scripts/editor/themes.ts'
import { becomes } from './becomes.ts'
import { ContextMenu } from './contextMenu.ts'
import { GenerationsView } from './generationsView.ts'
import { Notifications } from './notifications.ts'
import { QuickInput } from './quickInput.ts'

/** Default timeout of each action. */
const ACTION_TIMEOUT_MS = 20_000

const workbenches = new Set<Workbench>()

/** Returns the open windows of this process, for screenshots of a failure. */
export function openWorkbenches(): readonly Workbench[] {
  return [...workbenches].filter(({ page }) => !page.isClosed())
}

const MAX_PALETTE_ATTEMPTS = 3
const PALETTE_TIMEOUT_MS = 8000

/** A VS Code window, controlled with the mouse and the keyboard. */
export class Workbench {
  readonly page: Page
  readonly quickInput: QuickInput
  readonly notifications: Notifications
  readonly view: GenerationsView
  readonly menu: ContextMenu

  private constructor(page: Page) {
    this.page = page
    this.quickInput = new QuickInput(page)
    this.notifications = new Notifications(page)
    this.view = new GenerationsView(page)
    this.menu = new ContextMenu(page)
  }

  /** Opens a window, and waits until it is ready. Close it with `page.close()`. */
  static async open(context: BrowserContext, url: string): Promise<Workbench> {
    const page = await context.newPage()
    page.setDefaultTimeout(ACTION_TIMEOUT_MS)
    const workbench = new Workbench(page)
    workbenches.add(workbench)
    page.once('close', () => workbenches.delete(workbench))
    await page.goto(url)
    await workbench.waitUntilReady()
    return workbench
  }

  /** Waits until the extension is active. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 })
    // The icon and the commands of the extension appear at the same time.
    await this.view.icon.waitFor({ timeout: 60_000 })
    await this.page.locator('[id="status.progress"][aria-label^="Activating Extensions"]').waitFor({ state: 'hidden' })
  }

  /** Reloads the window. Unlike "Developer: Reload Window", this also ends its extension host. */
  async reload(): Promise<void> {
    await this.page.reload()
    await this.waitUntilReady()
  }

  /** Runs the command with exactly this title, for example `Wan VACE: Set API Key…`, from the Command Palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.quickInput.rows.locator('.label-name', { hasText: exactly(title) }).first()
    // A busy window can open the palette with an old filter and miss the text. A tab that is still loading takes the focus,
    // which closes the palette.
    for (let attempt = 1; attempt < MAX_PALETTE_ATTEMPTS; attempt++) {
      await this.openCommandPalette(title)
      const isRun = await row.click({ timeout: PALETTE_TIMEOUT_MS }).then(
        () => true,
        () => false,
      )
      if (isRun) return
      if (await this.quickInput.widget.isVisible()) await this.quickInput.cancel()
    }
    await this.openCommandPalette(title)
    await row.click()
  }

  /** Opens the Command Palette and enters `text`. */
  async openCommandPalette(text: string): Promise<void> {
    // A tab that is still loading takes the focus, which closes the palette, or swallows the key.
    for (let attempt = 1; attempt < MAX_PALETTE_ATTEMPTS; attempt++) {
      await this.page.keyboard.press('F1')
      const isEntered = await this.quickInput.paste(`>${text}`, PALETTE_TIMEOUT_MS).then(
        () => true,
        () => false,
      )
      if (isEntered) return
    }
    await this.page.keyboard.press('F1')
    await this.quickInput.paste(`>${text}`)
  }

  /** Returns the command titles in the Command Palette that contain `text`. */
  async commandTitles(text: string): Promise<string[]> {
    await this.openCommandPalette(text)
    const rows = this.quickInput.rows.locator('.label-name')
    await rows.first().waitFor()
    const titles = await rows.allTextContents()
    await this.quickInput.cancel()
    return titles.filter((title) => title.toLowerCase().includes(text.toLowerCase()))
  }

  /** Opens a file of the workspace by its name or a part of it. */
  async openFile(name: string): Promise<void> {
    // Quick Open keeps the results of its search for a moment, without a file that was just written.
    for (let attempt = 0; attempt < MAX_PALETTE_ATTEMPTS; attempt++) {
      await this.page.keyboard.press('ControlOrMeta+P')
      await this.quickInput.type(name)
      if (await becomes('visible', this.quickInput.row(name), PALETTE_TIMEOUT_MS)) {
        await this.quickInput.accept()
        return await this.tab(name).waitFor()
      }
      await this.quickInput.cancel()
    }
    throw new Error(`Quick Open does not find ${name}.`)
  }

  tab(name: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name }).first()
  }

  /** The status bar item that contains `text`. */
  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first()
  }

  /** The document of a visible webview, which is nested in two frames. */
  webview(index = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready >> visible=true').nth(index).frameLocator('iframe#active-frame')
  }

  /** Selects a color theme. Other windows apply it after a reload. */
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

  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true })
    await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`)
}
