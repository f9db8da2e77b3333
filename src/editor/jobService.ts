import { join } from 'node:path'
import * as vscode from 'vscode'
import type { ResultFetch } from '../api/transport/resultFetch.ts'
import { AppError, errorDetail, messageOf } from '../core/errors.ts'
import type { Job } from '../core/job/job.ts'
import type { Log } from '../core/ports.ts'
import type { JobActions, JobReader } from '../jobs/ports.ts'
import type { JobScheduler } from '../jobs/scheduler/jobScheduler.ts'
import type { JobStore } from '../jobs/store/jobStore.ts'
import { readKeepVideosForDays } from './connection/settings.ts'
import type { ConnectionService } from './extensionServices.ts'
import { systemClock } from './systemClock.ts'
import { unavailableJobReader } from './unavailableJobReader.ts'

export interface JobServiceOptions {
  readonly connection: ConnectionService
  readonly fetch: ResultFetch
  readonly log: Log
}

/** This window's share of the jobs: the store, and the engine that carries them on. */
export class JobService implements vscode.Disposable {
  readonly reader: JobReader
  /** Why nothing can be bought here, where the store could not be opened. */
  readonly trouble: AppError | undefined
  readonly #parts: JobServiceOptions
  readonly #store: JobStore | undefined
  #engine: JobScheduler | undefined
  #running: Promise<void> | undefined
  #sandboxOrigin: string | undefined

  /** Opens the store in `folder`. Never rejects: trouble is kept to be told by whoever needs the store. */
  static async open(folder: string, parts: JobServiceOptions): Promise<JobService> {
    try {
      const { JobStore } = await import('../jobs/store/jobStore.ts')
      return new JobService(parts, new JobStore(folder, parts.log, Date.now()), folder)
    } catch (error) {
      parts.log.error(messageOf(error))
      return new JobService(parts, error instanceof AppError ? error : noSqlite(error), folder)
    }
  }

  private constructor(parts: JobServiceOptions, opened: JobStore | AppError, folder: string) {
    this.#parts = parts
    const failed = opened instanceof AppError
    this.trouble = failed ? opened : undefined
    this.#store = failed ? undefined : opened
    this.reader = failed ? unavailableJobReader(join(folder, 'videos'), opened) : opened
  }

  readonly actions = async (): Promise<JobActions> => {
    if (this.#engine !== undefined) return this.#engine
    throw this.trouble ?? new AppError('conflict', vscode.l10n.t('Wan VACE Studio is still starting. Try again.'))
  }

  /** Goes on with what this machine has to do, until `dispose`. */
  async start(notify: (job: Job) => void): Promise<void> {
    if (this.#store === undefined) return
    const { connection, fetch, log } = this.#parts
    const { JobScheduler } = await import('../jobs/scheduler/jobScheduler.ts')
    this.#engine = new JobScheduler({
      store: this.#store,
      connect: connection.connect,
      origin: () => connection.origin,
      fetch,
      clock: systemClock,
      log,
      notify,
      keepVideosForDays: readKeepVideosForDays,
    })
    this.#running = this.#engine.run()
  }

  /** The key, the address or the sandbox changed. */
  connectionChanged(): void {
    const { connection } = this.#parts
    // A sandbox that ended takes what it was making with it.
    if (this.#sandboxOrigin !== undefined && this.#sandboxOrigin !== connection.origin) {
      this.#engine?.failJobsAt(this.#sandboxOrigin, errorDetail('sandboxStopped', {}))
    }
    this.#sandboxOrigin = connection.isSandbox ? connection.origin : undefined
    this.#engine?.connectionChanged()
  }

  dispose(): void {
    this.#engine?.dispose()
    // What is under way ends first: it may still write.
    void Promise.resolve(this.#running).then(() => this.#store?.close())
  }
}

function noSqlite(error: unknown): AppError {
  const message = vscode.l10n.t(
    'Wan VACE Studio needs node:sqlite, which this editor does not have (Node.js {0}). Use VS Code 1.105 or newer.',
    process.versions.node,
  )
  return new AppError('storage', message, { cause: error })
}
