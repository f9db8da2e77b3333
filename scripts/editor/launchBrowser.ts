import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
} from 'playwright-core'
import { getBrowser } from './getBrowser.ts'

/** Turns off background requests, first-run prompts, and the GPU, which is missing in containers. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
]

/** Starts Chromium with a new user data folder: headless, unless HEADED is set. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions(ARGS))
}

/**
 * Starts Chromium with a profile in a folder. Unlike the contexts of `launchBrowser`, which are incognito, a profile keeps
 * the compiled code of the workbench, a script of 19 MB: from the third time on, a window opens with less CPU time.
 */
export async function launchBrowserProfile(
  folder: string,
  options: BrowserContextOptions,
  moreArgs: readonly string[] = [],
): Promise<BrowserContext> {
  // With `BackgroundResourceFetch`, Chromium compiles a script while it loads, even if there is compiled code. The other
  // features are those of Playwright's own `--disable-features`, which this one replaces, that matter to a page on this
  // computer.
  const disabled = ['BackgroundResourceFetch', 'AvoidUnnecessaryBeforeUnloadCheckSync', 'PaintHolding', 'MediaRouter']
  const args = [...ARGS, ...moreArgs, `--disable-features=${disabled.join(',')}`]
  return chromium.launchPersistentContext(folder, { ...(await launchOptions(args)), ...options })
}

async function launchOptions(args: string[]): Promise<LaunchOptions> {
  return {
    executablePath: await getBrowser(),
    headless: process.env['HEADED'] === undefined,
    args: process.getuid?.() === 0 ? [...args, '--no-sandbox'] : args,
    // The scripts handle SIGINT. Playwright's handler would run at the same time.
    handleSIGINT: false,
  }
}
