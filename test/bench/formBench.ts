import type { Locator } from 'playwright-core'
import { launchBrowser } from '../../scripts/editor/launchBrowser.ts'
import { becomes } from '../e2e/driver/becomes.ts'
import { FormDriver } from '../e2e/driver/formDriver.ts'
import type { Workbench } from '../e2e/driver/workbench.ts'
import { BenchEditor } from './editor/benchEditor.ts'
import type { BenchPart } from './figures.ts'
import { median } from './support/median.ts'

/** Both open as tabs: by default, the settings editor is a dialog. */
const SETTINGS = { 'workbench.editor.useModal': 'off' }

const MAX_ATTEMPTS = 3
const OPEN_LIMIT_MS = 15_000

/**
 * From the keyboard shortcut until the user can type in the prompt of the form, or sees the first setting in VS Code's own
 * settings editor. Both tabs are closed after each run, and opened alternately.
 */
export const formPart: BenchPart = {
  name: 'form',
  title: "time to open the form, against VS Code's settings editor in the same window",
  async measure({ quick }) {
    await using resources = new AsyncDisposableStack()
    const browser = await launchBrowser()
    resources.defer(() => browser.close())
    const editor = await BenchEditor.start(browser, { extensions: 'measured', settings: SETTINGS })
    resources.defer(() => editor.dispose())
    const window = await editor.open()
    resources.defer(() => window.close())
    const { workbench } = window
    if (workbench === undefined) throw new Error('The window has no workbench.')
    const form: Surface = {
      keys: 'ControlOrMeta+Alt+G',
      isUsable: new FormDriver(workbench).field('prompt').getByRole('textbox'),
    }
    const settings: Surface = {
      keys: 'ControlOrMeta+,',
      isUsable: workbench.page.locator('.settings-editor .setting-item-contents').first(),
    }
    // The first time loads the code of both.
    for (const surface of [form, settings]) await openAndClose(workbench, surface)
    const times = new Map<Surface, number[]>([
      [form, []],
      [settings, []],
    ])
    for (let run = 0; run < (quick ? 3 : 10); run++) {
      for (const surface of [form, settings]) times.get(surface)?.push(await openAndClose(workbench, surface))
    }
    const [formMs, settingsMs] = [median(times.get(form) ?? []), median(times.get(settings) ?? [])]
    return [
      { key: 'form.openRatioToSettings', value: formMs / settingsMs },
      { key: 'form.openMs', value: formMs, unit: 'ms' },
      { key: 'form.settingsOpenMs', value: settingsMs, unit: 'ms' },
    ]
  },
}

interface Surface {
  readonly keys: string
  readonly isUsable: Locator
}

/** Returns the milliseconds until the surface is usable. Tries again if the editor ignored the key press. */
async function openAndClose(workbench: Workbench, surface: Surface): Promise<number> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const elapsedMs = await openSurface(workbench, surface)
    if (elapsedMs !== undefined) return elapsedMs
  }
  throw new Error(`${surface.keys} opened nothing.`)
}

/** Returns undefined if the surface does not open. */
async function openSurface({ page }: Workbench, { keys, isUsable }: Surface): Promise<number | undefined> {
  // A key press is lost if the focus is in a page that is being closed.
  await page.evaluate('document.activeElement?.blur()')
  const startedAt = performance.now()
  await page.keyboard.press(keys)
  const isOpen = await becomes('visible', isUsable, OPEN_LIMIT_MS)
  const elapsedMs = performance.now() - startedAt
  const tabs = page.locator('.tabs-container .tab')
  for (let left = await tabs.count(); left > 0; left--) {
    await tabs.first().click({ button: 'middle' })
    await tabs.nth(left - 1).waitFor({ state: 'hidden' })
  }
  return isOpen ? elapsedMs : undefined
}
