import { type Sandbox, startSandbox } from '../../scripts/lib/sandboxServer.ts'
import { Session, type SessionOptions } from './driver/editorSession.ts'
import { setKey } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'

/** A sandbox, a VS Code that is set to it, and a window. */
export class Stage {
  readonly sandbox: Sandbox
  readonly session: Session
  readonly window: Workbench

  private constructor(sandbox: Sandbox, session: Session, window: Workbench) {
    this.sandbox = sandbox
    this.session = session
    this.window = window
  }

  /** `seconds`: from the request to the finished video. `key`: entered first, unless `undefined`. */
  static async set(options: SessionOptions & { seconds?: number; key?: string | undefined } = {}): Promise<Stage> {
    const { seconds = 2, key, ...rest } = options
    const sandbox = await startSandbox({ seconds })
    try {
      const settings = { 'wanVace.apiBaseUrl': sandbox.url, ...rest.settings }
      const session = await Session.start({ ...rest, settings })
      try {
        const window = await session.open()
        await window.view.open()
        if (key !== undefined) {
          await setKey(window, key)
          await window.notifications.dismissAll()
        }
        return new Stage(sandbox, session, window)
      } catch (error) {
        await session.dispose()
        throw error
      }
    } catch (error) {
      await sandbox.stop()
      throw error
    }
  }

  async strike(): Promise<void> {
    await this.session.dispose()
    await this.sandbox.stop()
  }
}
