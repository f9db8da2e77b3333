import type { Browser, BrowserContext } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { type Server, type ServerOptions, startServer } from './server.ts'
import { THEMES, type Theme } from './themes.ts'
import { Workbench } from './workbench.ts'

export interface SessionOptions extends ServerOptions {
  readonly theme?: Theme
  /** Size of a window in pixels. */
  readonly size?: { readonly width: number; readonly height: number }
}

/** A VS Code server and a browser that opens windows on it. */
export class Session {
  readonly server: Server
  readonly #browser: Browser
  readonly #context: BrowserContext

  private constructor(server: Server, browser: Browser, context: BrowserContext) {
    this.server = server
    this.#browser = browser
    this.#context = context
  }

  /** Starts both. `await using` or `dispose` ends both. */
  static async start(options: SessionOptions = {}): Promise<Session> {
    const { theme = 'dark', size = { width: 1280, height: 800 }, ...rest } = options
    const settings = { 'workbench.colorTheme': THEMES[theme].id, ...rest.settings }
    const server = await startServer({ ...rest, settings })
    try {
      const browser = await launchChromium()
      const context = await browser.newContext({ viewport: size, acceptDownloads: true })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
      return new Session(server, browser, context)
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  /** Opens a window; two of them share storage as two windows of one desktop VS Code do. */
  async open(url: string = this.server.url()): Promise<Workbench> {
    return Workbench.open(this.#context, url)
  }

  async dispose(): Promise<void> {
    await this.#browser.close()
    await this.server.stop()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose()
  }
}
