import type { LogRow } from '../api/client.ts'
import type { GenerationRequest, Job } from '../core/job/job.ts'
import type { Event } from '../core/ports.ts'

/**
 * What a surface may read of the jobs. Backed by the SQLite store, shared by every window.
 * Every method may throw `AppError('storage')`.
 */
export interface JobReader {
  /** Running first, then the rest; newest first in each. Removed jobs are not in it. */
  list(): readonly Job[]
  get(id: string): Job | undefined
  /** The whole request; undefined for a job recovered from the account, whose request is not known. */
  request(id: string): GenerationRequest | undefined
  /** Absolute path of the job's video, when it is saved. */
  videoPath(job: Job): string | undefined
  /** Absolute path of the folder that the videos are in; it may not be there yet. */
  readonly videosFolder: string
  /** Number and size of the videos on disk. */
  usage(): { readonly videos: number; readonly sizeBytes: number }
  /** Ids that changed, or `undefined` when anything may have (another window wrote). */
  readonly onDidChange: Event<ReadonlySet<string> | undefined>
}

/** What a surface may ask for. Each rejects with an `AppError` whose message can be shown. */
export interface JobActions {
  /**
   * Writes the job down, buys the generation, returns the job as it is after the answer: `queued`, `failed`,
   * `unconfirmed` and so on. Rejects only when nothing was written down or sent (no key, not valid, store trouble).
   * `origin` is where the person was told that it will be bought: rejects with `conflict` where the window talks to
   * another one by now. Rejects with `unsettled` where it was sent, and the answer could not be written down.
   */
  submit(request: GenerationRequest, origin?: string): Promise<Job>
  /**
   * Buys the request of a `failed` job again, once, at `origin`; without one, where the job was sent to. A second call
   * for the same job rejects with `conflict`, and so does one where the window talks to another origin.
   */
  retry(id: string, origin?: string): Promise<Job>
  /** `queued` or `generating` -> `stopped`. It may still be billed. */
  stop(id: string): void
  /** Looks at a failed or stopped generation again, or searches for an unconfirmed one again. */
  checkAgain(id: string): void
  /** Tries to fetch the file of a completed job again. */
  downloadAgain(id: string): void
  /** Hides the job; its row and file are deleted 15 s later unless `undoRemove` comes first. */
  remove(id: string): void
  undoRemove(id: string): void
  /** The jobs as JSON Lines, one text with its line end at a time. */
  exportJobs(options: { readonly withVideos: boolean }): AsyncIterable<string>
  /** Takes in what `exportJobs` wrote, from lines without their ends. Buys nothing. */
  importJobs(lines: AsyncIterable<string>): Promise<ImportResult>
  /** What the account did with `models` in the last `days` (1 to 92), newest first. Rejects with `ApiError` or `noKey`. */
  accountGenerations(models: readonly string[], days: number, signal: AbortSignal): Promise<AccountGeneration[]>
  /** Takes generations of the account in as jobs; answers how many are new here. */
  importFromAccount(rows: readonly LogRow[]): number
}

export interface ImportResult {
  readonly added: number
  /** Jobs that this machine has already; left as they are. */
  readonly known: number
  /** What could not be taken in, with its line's number. */
  readonly problems: readonly { readonly line: number; readonly message: string }[]
}

/** A generation that the account bought, and whether this machine has it. */
export interface AccountGeneration {
  readonly row: LogRow
  readonly known: boolean
}
