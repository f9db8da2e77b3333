import { type Browser, chromium } from 'playwright-core'
import { getBrowser } from './getBrowser.ts'

/** Without these a fresh Chromium talks to its maker, asks to be the default, or fails in a container. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
]

/** Starts a headless Chromium with a user data folder of its own. HEADED=1 shows it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await getBrowser(),
    headless: process.env['HEADED'] === undefined,
    args: process.getuid?.() === 0 ? [...ARGS, '--no-sandbox'] : ARGS,
    // Ours ends it; playwright's own handlers would race with that.
    handleSIGINT: false,
  })
}
