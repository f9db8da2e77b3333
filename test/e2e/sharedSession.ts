import { EditorSession, type SessionOptions } from './driver/editorSession.ts'

/** The session that all suites of a mocha worker share. A new server and browser would make each suite slower. */
class SharedSession {
  #session: EditorSession | undefined

  /** Returns the shared session after a reset, or a new one if `options` require a different server. */
  async acquire(options: SessionOptions = {}): Promise<EditorSession> {
    const { settings, theme, ...serverOptions } = options
    if (Object.keys(serverOptions).length > 0) return EditorSession.start(options)
    if (this.#session === undefined) this.#session = await EditorSession.start(options)
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
