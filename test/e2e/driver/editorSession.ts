import type { Browser, BrowserContext } from 'playwright-core'
import { type Server, type ServerOptions, startServer } from '../../../scripts/editor/editorServer.ts'
import { launchChromium } from '../../../scripts/editor/launchBrowser.ts'
import { THEMES, type Theme } from '../../../scripts/editor/themes.ts'
import { makeTempFolder, removeTempFolder } from '../../../scripts/lib/tempFolder.ts'
import { Workbench } from './workbench.ts'

export interface SessionOptions extends ServerOptions {
  readonly theme?: Theme
  /** Size of a window in pixels. */
  readonly size?: { readonly width: number; readonly height: number }
}

/** A VS Code server and a browser that opens windows on it. */
export class Session {
  readonly #options: ServerOptions & { readonly dataDir: string }
  readonly #temporary: boolean
  readonly #browser: Browser
  readonly #context: BrowserContext
  #server: Server

  private constructor(
    options: ServerOptions & { readonly dataDir: string },
    parts: { server: Server; browser: Browser; context: BrowserContext; temporary: boolean },
  ) {
    this.#options = options
    this.#temporary = parts.temporary
    this.#browser = parts.browser
    this.#context = parts.context
    this.#server = parts.server
  }

  /** Starts both. `await using` or `dispose` ends both. */
  static async start(options: SessionOptions = {}): Promise<Session> {
    const { theme = 'dark', size = { width: 1280, height: 800 }, ...rest } = options
    const temporary = rest.dataDir === undefined
    // Of the session, not the server: it outlives a crash.
    const dataDir = rest.dataDir ?? (await makeTempFolder('editor'))
    const settings = { 'workbench.colorTheme': THEMES[theme].id, ...rest.settings }
    const serverOptions = { ...rest, settings, dataDir }
    const server = await startServer(serverOptions)
    try {
      const browser = await launchChromium()
      const context = await browser.newContext({ viewport: size, acceptDownloads: true })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
      return new Session(serverOptions, { server, browser, context, temporary })
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  /** Another one after `crash`. */
  get server(): Server {
    return this.#server
  }

  /** Opens a window; two of them share storage as two windows of one desktop VS Code do. */
  async open(url: string = this.server.url()): Promise<Workbench> {
    return Workbench.open(this.#context, url)
  }

  /** Kills the editor with its extension hosts, as a power cut would, and starts it again. Its windows are closed. */
  async crash(): Promise<void> {
    await this.#server.kill()
    for (const page of this.#context.pages()) await page.close()
    this.#server = await startServer({ ...this.#options, port: this.#server.port })
  }

  async dispose(): Promise<void> {
    await this.#browser.close()
    await this.#server.stop()
    if (this.#temporary) await removeTempFolder(this.#options.dataDir)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose()
  }
}
