import type { GenerationRequest, Job } from '../core/job/job.ts'
import type { Event } from './ports.ts'

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
   * `unconfirmed` and so on. Rejects only when nothing was written down or sent (no key, store trouble).
   */
  submit(request: GenerationRequest): Promise<Job>
  /** Buys the request of a `failed` job again, once. A second call for the same job rejects with `conflict`. */
  retry(id: string): Promise<Job>
  /** `queued` or `generating` -> `stopped`. It may still be billed. */
  stop(id: string): void
  /** Looks at a failed or stopped generation again, or searches for an unconfirmed one again. */
  lookAgain(id: string): void
  /** Tries to fetch the file of a completed job again. */
  downloadAgain(id: string): void
  /** Hides the job; its row and file are deleted 15 s later unless `undoRemove` comes first. */
  remove(id: string): void
  undoRemove(id: string): void
}

/**
 * Something a person should hear of once, in one window only:
 * a job `completed` (its file saved or given up on), `failed`, or is `unconfirmed` after the search.
 */
export interface JobNotice {
  readonly job: Job
}
