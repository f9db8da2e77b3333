import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext } from 'playwright-core'
import { type EditorServer, type EditorServerOptions, startEditorServer } from '../../../scripts/editor/editorServer.ts'
import { launchBrowserProfile } from '../../../scripts/editor/launchBrowser.ts'
import { THEMES, type Theme } from '../../../scripts/editor/themes.ts'
import { DEFAULT_SETTINGS } from '../../../scripts/editor/userSettings.ts'
import { makeTempFolder, removeTempFolder } from '../../../scripts/lib/tempFolder.ts'
import { extensionHostPids } from './extensionHosts.ts'
import { Workbench } from './workbench.ts'

export interface SessionOptions extends Omit<EditorServerOptions, 'dataDir' | 'mode' | 'port'> {
  readonly theme?: Theme
  /** More arguments for the browser. */
  readonly browserArgs?: readonly string[]
}

/** How long an extension host has to exit before it is killed. */
const EXIT_TIMEOUT_MS = 10_000

const WINDOW_SIZE = { width: 1280, height: 800 }

/** A VS Code server, and a browser that opens windows on it. */
export class EditorSession {
  readonly #context: BrowserContext
  #options: EditorServerOptions & { readonly dataDir: string }
  #server: EditorServer

  private constructor(
    options: EditorServerOptions & { readonly dataDir: string },
    parts: { server: EditorServer; context: BrowserContext },
  ) {
    this.#options = options
    this.#context = parts.context
    this.#server = parts.server
  }

  /** Starts the server and the browser. `await using` or `dispose` stops both. */
  static async start(options: SessionOptions = {}): Promise<EditorSession> {
    const { theme: _theme, browserArgs = [], ...rest } = options
    // The session owns the folder, not the server: the data survives `crash`.
    const dataDir = await makeTempFolder('editor')
    const serverOptions = { ...rest, dataDir, settings: userSettings(options) }
    const server = await startEditorServer(serverOptions)
    try {
      const contextOptions = { viewport: WINDOW_SIZE, acceptDownloads: true }
      const context = await launchBrowserProfile(join(dataDir, 'browser'), contextOptions, browserArgs)
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
      return new EditorSession(serverOptions, { server, context })
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  /** The running server. `crash` replaces it. */
  get server(): EditorServer {
    return this.#server
  }

  /** Opens a window. Windows of a session share storage, like the windows of a desktop VS Code. */
  async open(url: string = this.server.url()): Promise<Workbench> {
    return Workbench.open(this.#context, url)
  }

  /** Kills the server and its extension hosts, closes all windows, and starts the server again. */
  async crash(): Promise<void> {
    await this.#server.kill()
    for (const page of this.#context.pages()) await page.close()
    this.#server = await startEditorServer({ ...this.#options, port: this.#server.port })
  }

  /** Closes all windows, and resets the editor: jobs, API keys, open tabs, the workspace, and settings. */
  async reset(options: Pick<SessionOptions, 'settings' | 'theme'> = {}): Promise<void> {
    await this.closeWindows()
    await this.#clearBrowserStorage()
    const { dataDir, workspace } = this.server
    for (const name of ['User', 'Machine']) await rm(join(dataDir, 'data', name), { recursive: true, force: true })
    await rm(workspace, { recursive: true, force: true })
    await mkdir(workspace, { recursive: true })
    this.#options = { ...this.#options, settings: userSettings(options) }
    await this.server.writeSettings({ ...DEFAULT_SETTINGS, ...userSettings(options) })
  }

  /** Closes all windows, and waits until their extension hosts have exited. */
  async closeWindows(): Promise<void> {
    for (const page of this.#context.pages()) {
      // Leaving the page ends the extension host. Closing the page does not: the server waits for a reconnection.
      await page.goto('about:blank')
      await page.close()
    }
    if (process.platform !== 'linux') return sleep(1000)
    await this.#endExtensionHosts()
  }

  /** A busy page can be left before it says so. The server then keeps its extension host for a reconnection. */
  async #endExtensionHosts(): Promise<void> {
    for (const deadline = Date.now() + EXIT_TIMEOUT_MS; ; await sleep(50)) {
      const pids = await extensionHostPids(this.server.pid)
      if (pids.length === 0) return
      if (Date.now() > deadline) for (const pid of pids) killProcess(pid)
    }
  }

  async dispose(): Promise<void> {
    await this.#context.close()
    await this.#server.stop()
    await removeTempFolder(this.#options.dataDir)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose()
  }

  async #clearBrowserStorage(): Promise<void> {
    const page = await this.#context.newPage()
    const devTools = await this.#context.newCDPSession(page)
    // Keeps the HTTP cache, which makes windows open faster.
    const storageTypes = 'cookies,local_storage,indexeddb,service_workers,cache_storage'
    await devTools.send('Storage.clearDataForOrigin', { origin: this.server.origin, storageTypes })
    await page.close()
  }
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has exited.
  }
}

function userSettings({ theme = 'dark', settings = {} }: Pick<SessionOptions, 'settings' | 'theme'>) {
  return { 'workbench.colorTheme': THEMES[theme].id, ...settings }
}
