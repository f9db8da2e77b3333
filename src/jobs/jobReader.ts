import type { Batch } from '../core/job/batch.ts'
import type { CompletionModel } from '../core/job/completionModel.ts'
import type { GenerationRequest, Job } from '../core/job/job.ts'
import type { JobFilter, JobSlice, SettingValue, StateGroup } from '../core/job/jobFilter.ts'
import type { Event } from '../core/ports.ts'

/** What jobs have in common that take about the same time. */
export type SimilarJobs = Pick<Job, 'apiOrigin' | 'model' | 'workload'>

/** Read access to the jobs of this computer, which all windows share. Every method may throw `AppError('storage')`. */
export interface JobReader {
  /**
   * At most `limit` jobs that a filter selects: running ones first, then the others; newest first in both groups. Without
   * removed jobs.
   */
  list(limit?: number, filter?: JobFilter): readonly Job[]
  /** The running jobs, newest first. */
  running(): readonly Job[]
  /** Number of jobs that `list` returns without a limit and a filter. */
  count(): number
  get(id: string): Job | undefined
  /** The latest retry of a job, also if the retry deleted the job. The job itself if it was not retried. */
  latestAttempt(id: string): Job | undefined
  /** The newest job of a request file. */
  latestFrom(sourceUri: string): Job | undefined
  /** The batch with this ID. Undefined if all of its jobs were deleted. */
  batch(id: string): Batch | undefined
  /** The jobs of a batch in the order of its requests, the last attempt of each. Requests that were not sent have none. */
  batchJobs(id: string): readonly Job[]
  /** The batches with requests that were not sent yet, newest first. */
  plannedBatches(): readonly Batch[]
  /** The requests of a batch that were not sent yet, in their order. */
  plannedRequests(batchId: string): readonly GenerationRequest[]
  /** The jobs with this generation ID, including removed ones. */
  findByGeneration(generationId: string): readonly Job[]
  /** The whole request. Undefined for a job that was recovered from the account. */
  request(id: string): GenerationRequest | undefined
  /** Absolute path of the job's video. Undefined unless it is saved. */
  videoPath(job: Job): string | undefined
  /** Absolute path of the folder for videos. It may not exist yet. */
  readonly videosFolder: string
  /** How long a job like this is likely to take. Undefined if too few similar jobs have finished on this computer. */
  completionModel(job: SimilarJobs): CompletionModel | undefined
  /** The jobs of a slice. Unlike in `list`, running jobs are not first. */
  search(slice: JobSlice): readonly Job[]
  /** Number of jobs that a filter selects. */
  searchCount(filter: JobFilter): number
  /** Number of jobs that a filter selects, by state. States without any are missing. */
  countByState(filter: JobFilter): ReadonlyMap<StateGroup, number>
  /** Number of jobs that a filter selects, by the quarter of an hour, since 1970, in which they were created. */
  countByQuarterHour(filter: JobFilter): ReadonlyMap<number, number>
  /** The settings of all requests with their values. */
  settingValues(): readonly SettingValue[]
  /** The tags of all jobs, in alphabetical order. */
  tags(): readonly string[]
  /** Number and size of the videos on disk. */
  usage(): { readonly videos: number; readonly sizeBytes: number }
  /**
   * What was spent on jobs that were created since `time`, in USD: their charges, or their estimates while the charges are
   * not known. Includes jobs that were deleted within two days, and no free ones.
   */
  spentSince(time: number): number
  /**
   * The estimates of requests that the user confirmed and that are not jobs yet, in USD: those of batches that will be sent
   * without asking again, and reservations. Without free ones.
   */
  plannedUsd(now: number): number
  /** IDs of the jobs that this or another window changed; undefined if any job may have changed. */
  readonly onDidChange: Event<ReadonlySet<string> | undefined>
  /** ID of a job whose request this window is about to send. Fires before `onDidChange`. */
  readonly onDidSubmit: Event<string>
}
