import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  DEFAULT_SECONDS,
  launchSandbox,
  type RunningSandbox,
  type SandboxOptions,
} from '../../scripts/lib/launchSandbox.ts'
import { waitUntil } from '../fixtures/waitUntil.ts'
import type { EditorSession, SessionOptions } from './driver/editorSession.ts'
import { setApiKey } from './driver/userTasks.ts'
import type { Workbench } from './driver/workbench.ts'
import { seedDurations } from './seedJobs.ts'
import { sharedSession } from './sharedSession.ts'

export interface FixtureOptions extends SessionOptions {
  readonly sandbox?: SandboxOptions
  /** Entered with "Set API Key…" first. Default: no key. */
  readonly apiKey?: string
  /** Files of the workspace, by path. Exist before the window opens, because file watchers can miss a new folder. */
  readonly files?: Readonly<Record<string, string>>
}

/** A sandbox, a VS Code that uses it as the API, and an open window that shows the view. */
export class EditorFixture {
  readonly sandbox: RunningSandbox
  readonly session: EditorSession
  readonly window: Workbench

  private constructor(sandbox: RunningSandbox, session: EditorSession, window: Workbench) {
    this.sandbox = sandbox
    this.session = session
    this.window = window
  }

  static async start(options: FixtureOptions = {}): Promise<EditorFixture> {
    const { sandbox: sandboxOptions, apiKey, files = {}, settings, ...sessionOptions } = options
    const sandbox = await launchSandbox(sandboxOptions)
    try {
      const session = await sharedSession.acquire({
        ...sessionOptions,
        settings: { 'wanVace.apiBaseUrl': sandbox.url, ...settings },
      })
      try {
        const durationMs = (sandboxOptions?.seconds ?? DEFAULT_SECONDS) * 1000
        await seedDurations(session.server.dataDir, new URL(sandbox.url).origin, durationMs)
        for (const [name, text] of Object.entries(files)) {
          const path = join(session.server.workspace, name)
          await mkdir(dirname(path), { recursive: true })
          await writeFile(path, text)
        }
        const window = await session.open()
        await window.view.open()
        if (apiKey !== undefined) {
          await setApiKey(window, apiKey)
          await window.notifications.dismissAll()
        }
        return new EditorFixture(sandbox, session, window)
      } catch (error) {
        await sharedSession.release(session)
        throw error
      }
    } catch (error) {
      await sandbox.stop()
      throw error
    }
  }

  /** The bodies of the requests that the sandbox accepted, oldest first. */
  async requests(): Promise<Record<string, unknown>[]> {
    return (await this.sandbox.ledger()).map(({ body }) => body as Record<string, unknown>)
  }

  /** Runs `work`, waits until `count` requests arrive, and returns all that arrived. */
  async requestsDuring(count: number, work: () => Promise<void>): Promise<Record<string, unknown>[]> {
    const before = (await this.requests()).length
    await work()
    await waitUntil(`${count} requests arrive`, async () => (await this.requests()).length >= before + count)
    return (await this.requests()).slice(before)
  }

  /** Closes the windows and stops the sandbox. */
  async dispose(): Promise<void> {
    await sharedSession.release(this.session)
    await this.sandbox.stop()
  }
}
