import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { withLock } from '../lib/fileLock.ts'
import { CACHE, NODE, ROOT } from '../lib/paths.ts'

const execute = promisify(execFile)

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * Returns the path of a Chromium or Chrome, after installing one if need be.
 *
 * @throws with one sentence that says what to install.
 */
export async function getBrowser(): Promise<string> {
  const named = process.env['CHROMIUM_EXECUTABLE']
  if (named !== undefined) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_EXECUTABLE names ${named}, which is not there.`)
  }
  const found = findBrowser()
  if (found !== undefined) return found
  return withLock(join(CACHE, 'browser.lock'), async () => {
    const meanwhile = findBrowser()
    if (meanwhile !== undefined) return meanwhile
    await installBrowser()
    const installed = findBrowser()
    if (installed !== undefined) return installed
    throw new Error(
      'No Chromium or Chrome was found: install one (Debian: "apt-get install chromium") or name it in CHROMIUM_EXECUTABLE.',
    )
  })
}

function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...USUAL_PLACES, chromium.executablePath()].find((file) => existsSync(file))
}

/** Tries what this machine can do; failing is not yet an error. */
async function installBrowser(): Promise<void> {
  console.log('Installing Chromium, once…')
  const options = { maxBuffer: 1e8, timeout: 300_000 }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await execute('apt-get', ['update'], { ...options, env })
      .then(() => execute('apt-get', ['install', '-y', 'chromium'], { ...options, env }))
      .catch(() => {})
    if (findBrowser() !== undefined) return
  }
  const cli = join(ROOT, 'node_modules', 'playwright-core', 'cli.js')
  await execute(NODE, [cli, 'install', 'chromium'], options).catch(() => {})
}
