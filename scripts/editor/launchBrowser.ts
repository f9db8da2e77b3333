import { type Browser, chromium } from 'playwright-core'
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
  return chromium.launch({
    executablePath: await getBrowser(),
    headless: process.env['HEADED'] === undefined,
    args: process.getuid?.() === 0 ? [...ARGS, '--no-sandbox'] : ARGS,
    // The scripts handle SIGINT. Playwright's handler would run at the same time.
    handleSIGINT: false,
  })
}
