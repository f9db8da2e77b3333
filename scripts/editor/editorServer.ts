import { existsSync } from 'node:fs'
import { cp, mkdir, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../lib/paths.ts'
import { killProgram, startProgram, stopProgram } from '../lib/processes.ts'
import { makeTempFolder, removeTempFolder } from '../lib/tempFolder.ts'
import { waitForLine } from '../lib/waitForLine.ts'
import { type CodeServer, getCodeServer, type Release, requestedRelease } from './codeServer.ts'
import { installFolder, installVsix } from './installExtension.ts'
import { DEFAULT_SETTINGS, writeUserSettings } from './userSettings.ts'

export interface EditorServerOptions {
  /**
   * `user` (default): the extension is installed, as for a user.
   * `tests`: for tests inside the extension host. The editor loads the extension from its folder, and shows no
   * notifications and no dialogs.
   */
  readonly mode?: 'user' | 'tests'
  /** Default: see `requestedRelease`. */
  readonly release?: Release
  /** Holds user data, global storage, and logs. Default: a temporary folder, which `stop` deletes. */
  readonly dataDir?: string
  /** User settings in addition to `DEFAULT_SETTINGS`. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Environment variables of the server and its extension hosts. `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The extension: a folder with a build, or a `.vsix`. Default: this repository. */
  readonly extension?: string
  /** Names of the built-in extensions that the editor has. Default: all. */
  readonly builtInExtensions?: readonly string[]
  /** Folders of extensions to install besides it. They need no build. */
  readonly otherExtensions?: readonly string[]
  /** The folder that windows open by default. Default: a new empty folder in `dataDir`. */
  readonly workspace?: string
  /** Default: a free port. Secrets and open tabs belong to the origin: use the same port to keep them after a restart. */
  readonly port?: number
  /** Leaves workspaces untrusted until the user trusts them. */
  readonly restrictedMode?: boolean
}

export interface WindowUrlOptions {
  readonly workspace?: string
  /** Module whose `run()` the extension host calls. Requires `mode: 'tests'`. */
  readonly testsPath?: string
}

/** A running VS Code server. Its windows share `dataDir`. */
export interface EditorServer {
  readonly pid: number
  readonly port: number
  readonly origin: string
  readonly dataDir: string
  readonly workspace: string
  readonly codeServer: CodeServer
  /** Returns the URL of a window. */
  url(options?: WindowUrlOptions): string
  /** Merges into the settings. Windows apply them after a reload. `undefined` removes a setting. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>
  /** Returns everything that the server has printed. */
  output(): string
  stop(): Promise<void>
  /** Kills the server and its extension hosts, like a crash. */
  kill(): Promise<void>
}

/** Starts a server on a loopback port. Its processes exit with this process at the latest. */
export async function startEditorServer(options: EditorServerOptions = {}): Promise<EditorServer> {
  const { mode = 'user', extension = ROOT } = options
  const codeServer = await getCodeServer(options.release ?? requestedRelease())
  const isTemporary = options.dataDir === undefined
  const dataDir = options.dataDir ?? (await makeTempFolder('editor'))
  const workspace = options.workspace ?? join(dataDir, 'workspace')
  await mkdir(workspace, { recursive: true })
  await writeServerSettings(dataDir, { ...DEFAULT_SETTINGS, ...options.settings })
  if (mode === 'user' && !existsSync(join(dataDir, 'extensions'))) {
    const install = extension.endsWith('.vsix') ? installVsix : installFolder
    await install(extension, dataDir, codeServer)
    for (const folder of options.otherExtensions ?? [])
      await cp(folder, join(dataDir, 'extensions', basename(folder)), { recursive: true })
  }
  if (options.builtInExtensions) await linkBuiltInExtensions(codeServer, dataDir, options.builtInExtensions)

  const child = startProgram(codeServer.node, serverArguments(codeServer, dataDir, options), {
    cwd: dataDir,
    env: serverEnvironment({ WAN_VACE_EDITOR_DATA: dataDir, ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { match, output } = await waitForLine(child, /Extension host agent listening on (\d+)/, 60_000)
  const port = Number(match[1])
  const origin = `http://127.0.0.1:${port}`

  const end = async (exited: Promise<void>) => {
    await exited
    if (isTemporary) await removeTempFolder(dataDir)
  }
  return {
    ...{ pid: child.pid ?? 0, port, origin, dataDir, workspace, codeServer, output },
    url: ({ workspace: folder = workspace, testsPath } = {}) => {
      const url = `${origin}/?folder=${encodeURIComponent(folder)}`
      if (testsPath === undefined) return url
      const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`
      const payload = [
        ['extensionDevelopmentPath', remote(extension)],
        ['extensionTestsPath', remote(testsPath)],
        ['skipWelcome', 'true'],
      ]
      return `${url}&payload=${encodeURIComponent(JSON.stringify(payload))}`
    },
    writeSettings: (settings) => writeServerSettings(dataDir, settings),
    stop: () => end(stopProgram(child)),
    kill: () => end(killProgram(child)),
  }
}

/** A browser window treats the server as a remote machine, which has its own settings of machine scope. */
async function writeServerSettings(dataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  for (const name of ['User', 'Machine']) await writeUserSettings(join(dataDir, 'data', name), settings)
}

function serverArguments(codeServer: CodeServer, dataDir: string, options: EditorServerOptions): string[] {
  return [
    ...['--import', pathToFileURL(join(ROOT, 'scripts', 'editor', 'secretKeyEndpoint.mjs')).href],
    codeServer.main,
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
    ...['--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', dataDir, '--telemetry-level', 'off'],
    ...(options.builtInExtensions ? ['--builtin-extensions-dir', builtInFolder(dataDir)] : []),
    ...(options.mode === 'tests' ? ['--enable-smoke-test-driver', '--use-inmemory-secretstorage'] : []),
    ...(options.restrictedMode ? [] : ['--disable-workspace-trust']),
  ]
}

function builtInFolder(dataDir: string): string {
  return join(dataDir, 'builtInExtensions')
}

/** Links the built-in extensions that this version of the editor has into `builtInFolder`. */
async function linkBuiltInExtensions(server: CodeServer, dataDir: string, names: readonly string[]): Promise<void> {
  const target = builtInFolder(dataDir)
  if (existsSync(target)) return
  await mkdir(target)
  for (const name of names) {
    const folder = join(dirname(server.main), '..', 'extensions', name)
    if (existsSync(folder)) await symlink(folder, join(target, name), 'junction')
  }
}

/** Removes variables that would give tests the user's API key or change how the editor runs. */
function serverEnvironment(variables: NonNullable<EditorServerOptions['env']>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AIMLAPI_|VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  )
  // An empty gallery: otherwise code-server checks its own gallery for updates.
  const ours: [string, string | undefined][] = [['EXTENSIONS_GALLERY', '{}'], ...Object.entries(variables)]
  return Object.fromEntries([...inherited, ...ours].filter(([, value]) => value !== undefined))
}
