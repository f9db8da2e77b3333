import { EditorSession, type SessionOptions } from './driver/editorSession.ts'

/**
 * The built-in extensions of the shared session: those that the extension works together with. With all, opening a window
 * takes more CPU time. The suites with a server of their own, such as the packaged extension's, have all.
 */
const BUILT_IN_EXTENSIONS = [
  'configuration-editing',
  'html',
  'html-language-features',
  'javascript',
  'json',
  'json-language-features',
  'markdown-basics',
  'markdown-language-features',
  'media-preview',
  'theme-defaults',
  'theme-modern-icons',
  'theme-seti',
  'typescript-basics',
]

/** A window of a test lives for seconds: to optimize its code costs more CPU time than it saves. */
const BROWSER_ARGS = ['--js-flags=--no-opt --no-maglev --always-sparkplug']

/** The session that all suites of a mocha worker share. A new server and browser would make each suite slower. */
class SharedSession {
  #session: EditorSession | undefined

  /** Returns the shared session after a reset, or a new one if `options` require a different server. */
  async acquire(options: SessionOptions = {}): Promise<EditorSession> {
    const { settings, theme, ...serverOptions } = options
    if (Object.keys(serverOptions).length > 0) return EditorSession.start(options)
    if (this.#session === undefined)
      this.#session = await EditorSession.start({
        ...options,
        builtInExtensions: BUILT_IN_EXTENSIONS,
        browserArgs: BROWSER_ARGS,
      })
    else await this.#session.reset({ ...(settings && { settings }), ...(theme && { theme }) })
    return this.#session
  }

  /** Closes the windows of the shared session, or disposes of another session. */
  async release(session: EditorSession): Promise<void> {
    if (session === this.#session) await session.closeWindows()
    else await session.dispose()
  }

  async dispose(): Promise<void> {
    await this.#session?.dispose()
    this.#session = undefined
  }
}

export const sharedSession = new SharedSession()
