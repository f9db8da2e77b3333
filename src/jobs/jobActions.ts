import type { Balance, LogRow, TransactionPage } from '../api/client.ts'
import type { AnnotationChange } from '../core/job/annotations.ts'
import type { Batch, BatchAxis } from '../core/job/batch.ts'
import type { GenerationRequest, Job } from '../core/job/job.ts'
import type { UsdRange } from '../core/model/usdRange.ts'
import type { TransactionQuery } from './account.ts'

export interface SubmitOptions {
  /** The origin that the user was shown. */
  readonly origin?: string
  /** URI of the request file that the request comes from. A retry keeps it. */
  readonly sourceUri?: string | undefined
  /** What the request is estimated to cost. Stored with the job. Default: the estimate of `JobSchedulerOptions.estimate`. */
  readonly estimate?: UsdRange | undefined
  /** ID of the reservation for the request. */
  readonly reservation?: string | undefined
  /** Called if the request has to wait for the rate limit: with the estimated time in milliseconds, and with 0 at the end. */
  readonly onWait?: (waitMs: number) => void
}

/** A purchase that the user confirmed, or that needs no confirmation. */
export interface ReservationRequest {
  readonly usd: number
  /** The start of the day, in Unix milliseconds. */
  readonly since: number
  /** What the user accepts to spend since then, with this purchase. */
  readonly maxTotalUsd: number
}

/** Counts toward the limit per day until the requests are stored as jobs or as a batch, or until it is released. */
export interface Reservation {
  readonly id: string
  /** Never rejects. */
  release(): Promise<void>
}

export interface BatchOptions extends Pick<SubmitOptions, 'origin' | 'reservation'> {
  /** What each of the requests is estimated to cost. Default: see `SubmitOptions.estimate`. */
  readonly estimate?: UsdRange | undefined
}

/** A batch to submit. */
export interface BatchRequest {
  /** Shown to the user. */
  readonly name: string
  readonly requests: readonly GenerationRequest[]
  /** See `Batch.axes`. */
  readonly axes: readonly BatchAxis[]
  /** See `Job.sourceUri`. */
  readonly sourceUri?: string
}

/** The actions of the user. Each rejects with `AppError`. */
export interface JobActions {
  /**
   * Reserves what requests are estimated to cost, so that all windows count it from now on. Returns undefined if more was
   * spent or reserved meanwhile than `maxTotalUsd` allows.
   */
  reserve(request: ReservationRequest): Promise<Reservation | undefined>
  /**
   * Stores the job, sends the request, and returns the job as it is after the response: `queued`, `failed`,
   * `unconfirmed` and so on.
   * Rejects if nothing was sent: `noKey`, `invalid`, `storage`, or `conflict` if the window is connected to another
   * origin or the reservation has expired. Rejects with `unsettled` if the request was sent and its outcome could not be stored.
   */
  submit(request: GenerationRequest, options?: SubmitOptions): Promise<Job>
  /**
   * Sends the request of a `failed` or `unconfirmed` job again, to `options.origin` or else to the origin of the job.
   * Rejects like `submit`, and with `conflict` if the job was already retried. An unconfirmed job is searched for as before.
   */
  retry(id: string, options?: SubmitOptions): Promise<Job>
  /**
   * Stores a batch with all of its requests, and returns it. The requests are sent in the background, a few at a time. The
   * caller has shown their number and price to the user. Rejects like `submit` if nothing was stored.
   */
  submitBatch(batch: BatchRequest, options?: BatchOptions): Promise<Batch>
  /** Sends the rest of a batch that was paused, or whose confirmation has expired. The user has confirmed it again. */
  continueBatch(id: string, options?: Pick<BatchOptions, 'reservation'>): Promise<void>
  /** Stops the requests of a batch that were not sent yet. */
  stopBatch(id: string): Promise<void>
  /** Stops tracking a `queued` or `generating` job. It may still be billed. */
  stop(id: string): Promise<void>
  /** Polls a failed or stopped generation again, or searches the account logs for an unconfirmed one again. */
  checkAgain(id: string): Promise<void>
  /** Downloads the file of a completed job again. */
  downloadAgain(id: string): Promise<void>
  /**
   * Copies the source video of a job to the folder for videos, and returns its path. Resolves immediately if there is a copy.
   * Sends a request only for a URL. Rejects with `AppError('file')` if the video cannot be downloaded.
   */
  downloadSource(id: string, options: DownloadSourceOptions): Promise<string>
  /**
   * Hides the jobs. `Cleanup` deletes them unless `undoRemove` is called before. A job that may be billed, because its POST is
   * being sent or was not confirmed, is kept until its outcome is known, and returns if the service accepted it.
   */
  remove(...ids: string[]): Promise<void>
  undoRemove(...ids: string[]): Promise<void>
  /** Changes the names, notes, tags or favorites of jobs. Jobs that are no longer in the list are skipped. */
  annotate(ids: readonly string[], change: AnnotationChange): Promise<void>
  /** Yields the jobs as JSON Lines, one line with its line break at a time. */
  exportJobs(options: ExportOptions): AsyncIterable<string>
  /**
   * Imports lines that `exportJobs` wrote, without their line breaks; undefined for a line that is too long. Sends no
   * request that is billed.
   */
  importJobs(lines: AsyncIterable<string | undefined>): Promise<ImportResult>
  readonly account: AccountActions
  /**
   * Adds generations of the account as jobs. Returns the number of new jobs. Stops when `signal` aborts, and keeps what
   * was added.
   */
  importFromAccount(rows: readonly LogRow[], options?: AccountImportOptions): Promise<number>
}

export interface ExportOptions {
  readonly withVideos: boolean
  /** IDs of the jobs to export. Default: all jobs. */
  readonly ids?: readonly string[] | undefined
}

/** What the service knows of the account. All but `balance` reject with `AppError('noKey')` without a key. */
export interface AccountActions {
  /** The balance. Undefined without a key. */
  balance(signal: AbortSignal): Promise<Balance | undefined>
  /** Transactions, newest first. */
  transactions(query: TransactionQuery): Promise<TransactionPage>
  /** Generations with `models` in the last `days` (1 to 92), newest first. */
  generations(models: readonly string[], days: number, signal: AbortSignal): Promise<AccountGeneration[]>
}

export interface DownloadSourceOptions {
  readonly signal: AbortSignal
  /** Receives the share of the file that is done, from 0 to 1, if the size is known. */
  readonly onProgress: (share: number) => void
}

export interface AccountImportOptions {
  readonly signal?: AbortSignal
  /** Receives the number of rows that are done. */
  readonly onProgress?: (done: number) => void
}

export interface ImportResult {
  readonly added: number
  /** Jobs that this computer already has. They are not changed. */
  readonly known: number
  /** Jobs that this computer already has, without their videos. They got the videos of the import. */
  readonly restored: number
  /** Lines that could not be imported, by line number. The messages are for the log. */
  readonly problems: readonly { readonly line: number; readonly message: string }[]
}

/** A generation in the account logs, and whether this computer has a job for it. */
export interface AccountGeneration {
  readonly row: LogRow
  readonly known: boolean
}
