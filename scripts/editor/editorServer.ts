import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../lib/paths.ts'
import { killProgram, startProgram, stopProgram } from '../lib/processes.ts'
import { makeTempFolder, removeTempFolder } from '../lib/tempFolder.ts'
import { waitForLine } from '../lib/waitForLine.ts'
import { type CodeServer, getCodeServer, type Release, wantedRelease } from './codeServer.ts'
import { QUIET_SETTINGS } from './defaultSettings.ts'
import { installFolder, installVsix } from './installExtension.ts'
import { writeUserSettings } from './userSettings.ts'

export interface ServerOptions {
  /**
   * `person` (default): the editor as a person has it, the extension installed.
   * `tests`: for tests inside the extension host. The editor then takes the extension from its folder and shows no
   * notification and no dialog.
   */
  readonly mode?: 'person' | 'tests'
  /** Default: `floor` when WAN_VACE_EDITOR says so, else `newest`. */
  readonly release?: Release
  /** Holds user data, global storage and logs. Default: a temporary folder, deleted by `stop`. */
  readonly dataDir?: string
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** More environment for the server and so for its extension hosts. An `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The extension: a folder that was built, or a `.vsix`. Default: this repository. */
  readonly extension?: string
  /** Folder opened by `url`. Default: a new empty one inside the data folder. */
  readonly workspace?: string
  /** Default: a free one. Secrets and what is open belong to the origin, so a restart that keeps them keeps the port. */
  readonly port?: number
  /** Leaves workspaces untrusted until somebody trusts them. */
  readonly restrictedMode?: boolean
}

export interface UrlOptions {
  readonly workspace?: string
  /** Module whose `run()` is run in the extension host; in mode `tests` only. */
  readonly testsPath?: string
}

/** A running VS Code server. Any number of windows may be opened on it; they share its data folder. */
export interface Server {
  readonly pid: number
  readonly port: number
  readonly origin: string
  readonly dataDir: string
  readonly workspace: string
  readonly editor: CodeServer
  /** Address of a window. */
  url(options?: UrlOptions): string
  /** Merges into the user settings; a window takes them over when it is reloaded. `undefined` removes. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>
  /** Everything the server printed. */
  output(): string
  stop(): Promise<void>
  /** Ends it as a crash would, its extension hosts too. */
  kill(): Promise<void>
}

/** Starts a server on a free port of the loopback. Its processes end with this one at the latest. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const { mode = 'person', extension = ROOT } = options
  const editor = await getCodeServer(options.release ?? wantedRelease())
  const temporary = options.dataDir === undefined
  const dataDir = options.dataDir ?? (await makeTempFolder('editor'))
  // The editor sees its server as another machine, whose own settings hold what has machine scope.
  const settingsDirs = ['User', 'Machine'].map((name) => join(dataDir, 'data', name))
  const writeSettings = async (settings: Readonly<Record<string, unknown>>) => {
    for (const folder of settingsDirs) await writeUserSettings(folder, settings)
  }
  const workspace = options.workspace ?? join(dataDir, 'workspace')
  await mkdir(workspace, { recursive: true })
  await writeSettings({ ...QUIET_SETTINGS, ...options.settings })
  if (mode === 'person' && !existsSync(join(dataDir, 'extensions'))) {
    await (extension.endsWith('.vsix') ? installVsix(extension, dataDir, editor) : installFolder(extension, dataDir))
  }

  const args = [
    ...['--import', pathToFileURL(join(ROOT, 'scripts', 'editor', 'secretKeyEndpoint.mjs')).href],
    editor.main,
    ...[
      '--host',
      '127.0.0.1',
      '--port',
      String(options.port ?? 0),
      '--without-connection-token',
      '--accept-server-license-terms',
    ],
    ...['--server-data-dir', dataDir, '--telemetry-level', 'off'],
    ...(mode === 'tests' ? ['--enable-smoke-test-driver', '--use-inmemory-secretstorage'] : []),
    ...(options.restrictedMode ? [] : ['--disable-workspace-trust']),
  ]
  const child = startProgram(editor.node, args, {
    cwd: dataDir,
    env: environment({ WAN_VACE_EDITOR_DATA: dataDir, ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { match, output } = await waitForLine(child, /Extension host agent listening on (\d+)/, 60_000)
  const port = Number(match[1])
  const origin = `http://127.0.0.1:${port}`

  const cleanUp = async () => {
    if (temporary) await removeTempFolder(dataDir)
  }
  return {
    pid: child.pid ?? 0,
    port,
    origin,
    dataDir,
    workspace,
    editor,
    output,
    url: ({ workspace: folder = workspace, testsPath } = {}) => {
      const address = `${origin}/?folder=${encodeURIComponent(folder)}`
      if (testsPath === undefined) return address
      const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`
      const payload = [
        ['extensionDevelopmentPath', remote(extension)],
        ['extensionTestsPath', remote(testsPath)],
        ['skipWelcome', 'true'],
      ]
      return `${address}&payload=${encodeURIComponent(JSON.stringify(payload))}`
    },
    writeSettings,
    stop: async () => {
      await stopProgram(child)
      await cleanUp()
    },
    kill: async () => {
      await killProgram(child)
      await cleanUp()
    },
  }
}

/** A real key or proxy of the person at the keyboard has no business in a test. */
function environment(more: ServerOptions['env'] = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AIMLAPI_|VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name))
  // An empty gallery: code-server would ask its own for updates.
  const ours: [string, string | undefined][] = [['EXTENSIONS_GALLERY', '{}'], ...Object.entries(more)]
  return Object.fromEntries([...kept, ...ours].filter(([, value]) => value !== undefined))
}
