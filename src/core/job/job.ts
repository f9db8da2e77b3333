import type { ErrorDetail } from '../errorDetail.ts'
import type { UsdRange } from '../model/usdRange.ts'
import type { Annotations } from './annotations.ts'
import type { BatchPlace } from './batch.ts'
import { SEARCHES_BEFORE_DECISION } from './pollSchedule.ts'
import type { RequestSettings } from './requestSettings.ts'

/**
 * The state of a job's generation.
 *
 * - `submitting`: the job is stored, and the POST may have been sent.
 * - `unconfirmed`: the outcome of the POST is unknown. The request may be billed.
 * - `queued`, `generating`: the service accepted the request.
 * - `completed`: the service generated the video. The file has its own state.
 * - `failed`: the request or the generation failed; see `error`.
 * - `stopped`: not tracked. The generation may still be billed.
 */
export type JobState = 'submitting' | 'unconfirmed' | 'queued' | 'generating' | 'completed' | 'failed' | 'stopped'

/**
 * The state of a completed job's file.
 *
 * - `none`: the download has not started. `downloading`: in progress. `saved`: complete, under its final name.
 * - `failed`: could not be downloaded or written. The user can download it again.
 * - `lost`: the service no longer provides it. `deleted`: deleted from this computer by the retention setting.
 */
export type FileState = 'none' | 'downloading' | 'saved' | 'failed' | 'lost' | 'deleted'

/** Parameter values by the API's field names, without `model`. Only the values that the user set. */
export type RequestValues = Readonly<Record<string, unknown>>

/** A validated request. */
export interface GenerationRequest {
  /** The API's model ID, such as `alibaba/wan2.2-vace-fun-a14b-pose`. */
  readonly model: string
  readonly values: RequestValues
}

/** The local record of one request, from the intent to the file on disk. Times are Unix milliseconds. */
export interface Job {
  /** A UUID, created here. */
  readonly id: string
  /** Sent as `X-Client-Request-Id`. Identifies the generation in the account logs. */
  readonly clientRequestId: string
  /** Origin of the API that the job was sent to, such as `https://api.aimlapi.com`. */
  readonly apiOrigin: string
  readonly model: string
  /** The first 300 characters of the prompt. `JobReader.request` returns the whole request. */
  readonly prompt: string
  readonly state: JobState
  /** The last status that the service returned, unchanged. */
  readonly remoteStatus: string | undefined
  /** The service's ID of the generation. Opaque; contains `:` and `/`. */
  readonly generationId: string | undefined
  /** Why the job failed; while it runs, why the last poll failed. */
  readonly error: ErrorDetail | undefined
  /** The service's `requestId` of the last failed call, for support. */
  readonly supportId: string | undefined
  readonly resultUrl: string | undefined
  readonly creditsUsed: number | undefined
  /** What the request was estimated to cost when it was sent. Undefined if the price was not known. */
  readonly estimate: UsdRange | undefined
  readonly createdAt: number
  /** When the service accepted the request. */
  readonly submittedAt: number | undefined
  /** When the job became `completed`, `failed` or `stopped`. */
  readonly finishedAt: number | undefined
  /** When the next poll or download is due. Undefined if none is scheduled. */
  readonly nextAt: number | undefined
  /** Consecutive polls or downloads that failed. */
  readonly failures: number
  /** Consecutive polls for which the service did not find the generation. */
  readonly misses: number
  /** Searches of the account logs that did not find the job while it was `unconfirmed`, failed ones included. */
  readonly searches: number
  readonly file: JobFile
  /** What makes a generation take long, see `workloadOf`. Undefined if the request is not known. */
  readonly workload: string | undefined
  /** ID of the job that retried this one. */
  readonly retriedAs: string | undefined
  /** IDs of the jobs that this one retried, the last one first. Some may have been deleted. */
  readonly previousAttempts: readonly string[]
  /** Whether the generation costs nothing: it was sent to the sandbox. */
  readonly isFree: boolean
  /** URI of the request file that the request comes from. */
  readonly sourceUri: string | undefined
  readonly annotations: Annotations
  /** The length that the video file states, in milliseconds. */
  readonly videoMs: number | undefined
  /** The short values of the request. Empty if it is not known. */
  readonly settings: RequestSettings
  /** Names of the settings in which the job differs from others with the same prompt. Empty if there are none. */
  readonly distinctSettings: readonly string[]
  /** Undefined if the job was submitted alone. A retry has the place of the job that it retried. */
  readonly batch: BatchPlace | undefined
}

export interface JobFile {
  readonly state: FileState
  /** Name in the `videos` folder of the store. Derived from the job ID, never from outside. */
  readonly name: string | undefined
  readonly sizeBytes: number | undefined
  /** Bytes on disk so far, while `downloading`. */
  readonly receivedBytes: number | undefined
  /** The ETag or Last-Modified header of the bytes on disk. Required to resume the download. */
  readonly validator: string | undefined
  /** Why the last attempt failed. Another one is due at `Job.nextAt`, unless the file is `failed` or `lost`. */
  readonly error: ErrorDetail | undefined
  /** When the first of the current attempts to download the file was made. */
  readonly pendingSince: number | undefined
  /** Whether the user asked for a new download, which replaces the file on disk when it is complete. */
  readonly overwrite: boolean
}

/** Returns whether the job is in progress: at the service, or searched for before the user is asked to decide. */
export function isRunning(job: Pick<Job, 'state' | 'nextAt' | 'searches' | 'retriedAs'>): boolean {
  if (job.state === 'unconfirmed') return job.retriedAs === undefined && !needsDecision(job)
  return job.state === 'submitting' || job.state === 'queued' || job.state === 'generating'
}

/** Returns whether the user is to decide about an unconfirmed job. The account logs may still be searched for it. */
export function needsDecision(job: Pick<Job, 'state' | 'nextAt' | 'searches' | 'retriedAs'>): boolean {
  if (job.state !== 'unconfirmed' || job.retriedAs !== undefined) return false
  return job.nextAt === undefined || job.searches >= SEARCHES_BEFORE_DECISION
}
