import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { withLock } from '../lib/fileLock.ts'
import { CACHE, NODE, ROOT } from '../lib/paths.ts'

const execute = promisify(execFile)

const EXECUTABLE_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
]
const DEFAULT_LOCATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/**
 * Returns the path of Chromium or Chrome: CHROMIUM_EXECUTABLE, an installed one, or one that this function installs.
 * Rejects with a message that says what to install.
 */
export async function getBrowser(): Promise<string> {
  const executable = process.env['CHROMIUM_EXECUTABLE']
  if (executable !== undefined) {
    if (existsSync(executable)) return executable
    throw new Error(`CHROMIUM_EXECUTABLE is ${executable}, which does not exist.`)
  }
  const found = findBrowser()
  if (found !== undefined) return found
  return withLock(join(CACHE, 'browser.lock'), async () => {
    const installedMeanwhile = findBrowser()
    if (installedMeanwhile !== undefined) return installedMeanwhile
    await installBrowser()
    const installed = findBrowser()
    if (installed !== undefined) return installed
    throw new Error(
      'Chromium or Chrome was not found. Install one (Debian: "apt-get install chromium"), or set CHROMIUM_EXECUTABLE to its path.',
    )
  })
}

function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':')
  const onPath = EXECUTABLE_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...DEFAULT_LOCATIONS, chromium.executablePath()].find((file) => existsSync(file))
}

/** Tries apt, then Playwright. Ignores failures, because the caller checks for the browser. */
async function installBrowser(): Promise<void> {
  console.log('Installing Chromium…')
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
