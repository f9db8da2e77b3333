import { join } from 'node:path'
import * as vscode from 'vscode'
import type { ResultFetch } from '../api/transport/resultFetch.ts'
import { AppError, errorDetail, messageOf } from '../core/errors.ts'
import type { Job } from '../core/job/job.ts'
import type { Log } from '../core/ports.ts'
import type { JobActions } from '../jobs/jobActions.ts'
import type { JobScheduler } from '../jobs/scheduler/jobScheduler.ts'
import type { EstimateRequest } from '../jobs/scheduler/submit.ts'
import type { BatchNotification } from '../jobs/store/batchNotifications.ts'
import type { StoreRepair } from '../jobs/store/corruptFile.ts'
import type { JobStore } from '../jobs/store/jobStore.ts'
import { readKeepVideosForDays } from './connection/settings.ts'
import { DeferredJobReader } from './deferredJobReader.ts'
import type { ConnectionService } from './extensionServices.ts'
import { systemClock } from './systemClock.ts'

export interface JobServiceOptions {
  /** Called if the job store was damaged and replaced. */
  readonly onRepair: (repair: StoreRepair) => void
  readonly connection: ConnectionService
  readonly fetch: ResultFetch
  readonly estimate: EstimateRequest
  readonly log: Log
}

/** Shows each notification that this window has claimed. */
export interface NotificationSink {
  show(job: Job): void
  showBatch(notification: BatchNotification): void
}

/** The job store and the scheduler of this window. The store is opened after activation: that takes time on a slow disk. */
export class JobService implements vscode.Disposable {
  readonly reader: DeferredJobReader
  readonly #folder: string
  readonly #options: JobServiceOptions
  readonly #started = Promise.withResolvers<void>()
  #store: JobStore | undefined
  #scheduler: JobScheduler | undefined
  #running: Promise<void> | undefined
  #isDisposed = false
  #sandboxOrigin: string | undefined

  constructor(folder: string, options: JobServiceOptions) {
    this.#folder = folder
    this.#options = options
    this.reader = new DeferredJobReader(join(folder, 'videos'), options.log)
    // Whoever waits for it sees the error as well.
    this.#started.promise.catch((error: unknown) => options.log.error(messageOf(error)))
  }

  /** Waits until the store is open. Rejects with `AppError('storage')` if it could not be opened. */
  readonly ready = (): Promise<void> => this.#started.promise

  readonly actions = async (): Promise<JobActions> => {
    await this.#started.promise
    return this.#scheduler ?? Promise.reject(new AppError('cancelled', errorDetail('aborted', {})))
  }

  /** Opens the store, and starts polling and downloading, until `dispose`. Never rejects: see `ready`. */
  async start(notifications: NotificationSink): Promise<void> {
    try {
      const [{ JobStore }, { JobScheduler }] = await Promise.all([
        import('../jobs/store/jobStore.ts'),
        import('../jobs/scheduler/jobScheduler.ts'),
      ]).catch((error: unknown) => Promise.reject(missingSqlite(error)))
      if (this.#isDisposed) return
      this.#store = new JobStore(this.#folder, this.#options.log, Date.now(), this.#options.onRepair)
      this.#scheduler = this.#createScheduler(JobScheduler, this.#store, notifications)
      this.reader.resolve(this.#store)
      this.#started.resolve()
      this.#running = this.#scheduler.run()
    } catch (error) {
      if (error instanceof Error) this.reader.resolve(error)
      this.#started.reject(error)
    }
  }

  #createScheduler(Scheduler: typeof JobScheduler, store: JobStore, notifications: NotificationSink): JobScheduler {
    const { connection, fetch, estimate, log } = this.#options
    return new Scheduler({
      ...{ store, fetch, estimate, log },
      notify: (job) => notifications.show(job),
      notifyBatch: (notification) => notifications.showBatch(notification),
      connect: connection.connect,
      origin: () => connection.origin,
      clock: systemClock,
      keepVideosForDays: readKeepVideosForDays,
    })
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
    this.#isDisposed = true
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
