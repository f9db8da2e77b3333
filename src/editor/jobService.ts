import { join } from 'node:path'
import * as vscode from 'vscode'
import type { ResultFetch } from '../api/transport/resultFetch.ts'
import { AppError, errorDetail, messageOf } from '../core/errors.ts'
import type { Job } from '../core/job/job.ts'
import type { Log } from '../core/ports.ts'
import type { JobActions } from '../jobs/jobActions.ts'
import type { JobReader } from '../jobs/jobReader.ts'
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

/** The job store and the scheduler of this window. */
export class JobService implements vscode.Disposable {
  readonly reader: JobReader
  /** Why the store could not be opened; undefined if it is open. Without a store, nothing can be generated. */
  readonly openError: AppError | undefined
  readonly #options: JobServiceOptions
  readonly #store: JobStore | undefined
  #scheduler: JobScheduler | undefined
  #running: Promise<void> | undefined
  #sandboxOrigin: string | undefined

  /** Opens the store in `folder`. Never rejects: see `openError`. */
  static async open(folder: string, options: JobServiceOptions): Promise<JobService> {
    try {
      const { JobStore } = await import('../jobs/store/jobStore.ts')
      return new JobService(options, new JobStore(folder, options.log, Date.now()), folder)
    } catch (error) {
      options.log.error(messageOf(error))
      return new JobService(options, error instanceof AppError ? error : missingSqlite(error), folder)
    }
  }

  private constructor(options: JobServiceOptions, opened: JobStore | AppError, folder: string) {
    this.#options = options
    const hasFailed = opened instanceof AppError
    this.openError = hasFailed ? opened : undefined
    this.#store = hasFailed ? undefined : opened
    this.reader = hasFailed ? unavailableJobReader(join(folder, 'videos'), opened) : opened
  }

  readonly actions = async (): Promise<JobActions> => {
    if (this.#scheduler !== undefined) return this.#scheduler
    throw this.openError ?? new AppError('conflict', vscode.l10n.t('Wan VACE Studio is still starting. Try again.'))
  }

  /** Starts polling and downloading, until `dispose`. */
  async start(notify: (job: Job) => void): Promise<void> {
    if (this.#store === undefined) return
    const { connection, fetch, log } = this.#options
    const { JobScheduler } = await import('../jobs/scheduler/jobScheduler.ts')
    this.#scheduler = new JobScheduler({
      store: this.#store,
      connect: connection.connect,
      origin: () => connection.origin,
      fetch,
      clock: systemClock,
      log,
      notify,
      keepVideosForDays: readKeepVideosForDays,
    })
    this.#running = this.#scheduler.run()
  }

  /** To be called when the key, the address or the sandbox changes. */
  connectionChanged(): void {
    const { connection } = this.#options
    // A sandbox keeps its generations in memory: they are lost when it stops.
    if (this.#sandboxOrigin !== undefined && this.#sandboxOrigin !== connection.origin) {
      this.#log(this.#scheduler?.failJobsAt(this.#sandboxOrigin, errorDetail('sandboxStopped', {})))
    }
    this.#sandboxOrigin = connection.isSandbox ? connection.origin : undefined
    this.#log(this.#scheduler?.connectionChanged())
  }

  dispose(): void {
    // Operations in progress may still write to the store.
    this.#log(Promise.all([this.#scheduler?.dispose(), this.#running]).then(() => this.#store?.close()))
  }

  /** Logs the error of an operation that nobody waits for. */
  #log(operation: Promise<unknown> | undefined): void {
    operation?.catch((error: unknown) => this.#options.log.error(messageOf(error)))
  }
}

/** `node:sqlite` could not be imported. */
function missingSqlite(error: unknown): AppError {
  const message = vscode.l10n.t(
    'Wan VACE Studio requires node:sqlite, which this editor (Node.js {0}) does not provide. Use VS Code 1.105 or later.',
    process.versions.node,
  )
  return new AppError('storage', message, { cause: error })
}
