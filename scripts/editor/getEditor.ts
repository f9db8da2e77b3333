import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { downloadAndUnzipVSCode } from '@vscode/test-electron'
import { CACHE } from '../lib/paths.ts'
import { type CodeServer, getCodeServer, type Release, requestedRelease } from './codeServer.ts'

/** A desktop VS Code, or a VS Code server that a browser connects to. */
export type Editor =
  | { readonly kind: 'desktop'; readonly version: string; readonly executable: string }
  | ({ readonly kind: 'server' } & CodeServer)

const OLDEST_VERSION = '1.105.1'
const PROBE_TIMEOUT_MS = 4000

/**
 * Returns an editor to test in: the desktop VS Code in VSCODE_EXECUTABLE, or one downloaded into `.vscode-test`, or the
 * server from npm if there is no display or no download server. Rejects if VSCODE_EXECUTABLE doesn't exist or nothing
 * can be installed.
 */
export async function getEditor(release: Release = requestedRelease()): Promise<Editor> {
  const executable = process.env['VSCODE_EXECUTABLE']
  if (executable !== undefined) {
    if (!existsSync(executable)) throw new Error(`VSCODE_EXECUTABLE is ${executable}, which does not exist.`)
    return { kind: 'desktop', version: 'from VSCODE_EXECUTABLE', executable }
  }
  return (await downloadDesktop(release)) ?? { kind: 'server', ...(await getCodeServer(release)) }
}

async function downloadDesktop(release: Release): Promise<Editor | undefined> {
  if (!hasDisplay() || process.env['WAN_VACE_DESKTOP'] === 'no' || !(await isDownloadServerReachable())) {
    return undefined
  }
  const version = release === 'oldest' ? OLDEST_VERSION : 'stable'
  try {
    const executable = await downloadAndUnzipVSCode({ version, cachePath: CACHE, timeout: 15_000 })
    return { kind: 'desktop', version, executable }
  } catch (error) {
    console.log(`Could not download the desktop VS Code (${error}). Using the server instead.`)
    return undefined
  }
}

/** Electron exits immediately if there is no display. `xvfb-run -a npm test` provides one. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined
}

/** Checked first, because without a network the download library retries for minutes. */
async function isDownloadServerReachable(): Promise<boolean> {
  try {
    const response = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Returns the command of an installed desktop VS Code, or undefined if there is none. */
export function findInstalledDesktop(): string | undefined {
  for (const name of ['code', 'codium', 'code-insiders']) {
    const shell = process.platform === 'win32'
    if (spawnSync(name, ['--version'], { shell, stdio: 'ignore' }).status === 0) return name
  }
  return undefined
}
