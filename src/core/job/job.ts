import type { ErrorDetail } from '../errorDetail.ts'

/**
 * The life of a job's generation.
 *
 * - `submitting`: written down, the POST may be on its way.
 * - `unconfirmed`: the POST's outcome is unknown; it may have been bought.
 * - `queued`, `generating`: the service has it.
 * - `completed`: the service made the video; the file has a state of its own.
 * - `failed`: the service or the request failed; see `error`.
 * - `stopped`: no longer watched; it may still be billed.
 */
export type JobState = 'submitting' | 'unconfirmed' | 'queued' | 'generating' | 'completed' | 'failed' | 'stopped'

/**
 * The life of a completed job's file.
 *
 * - `none`: not looked for yet. `downloading`: on its way. `saved`: whole, under its final name.
 * - `failed`: could not be had or written for now; can be retried.
 * - `lost`: the service no longer serves it. `deleted`: removed from this machine by the retention setting.
 */
export type FileState = 'none' | 'downloading' | 'saved' | 'failed' | 'lost' | 'deleted'

/** The values sent to the service, by the API's field names, without `model`. Only what the user set. */
export type RequestValues = Readonly<Record<string, unknown>>

/** A checked request: what was asked for, from which model. */
export interface GenerationRequest {
  /** The API's model id, as `alibaba/wan2.2-vace-fun-a14b-pose`. */
  readonly model: string
  readonly values: RequestValues
}

/** Our record of one request, from the wish to the file on disk. Times are Unix milliseconds. */
export interface Job {
  /** A UUID, made here. */
  readonly id: string
  /** Sent as `X-Client-Request-Id`; finds the generation in the account's logs. */
  readonly clientRequestId: string
  /** Origin of the API the job was sent to, as `https://api.aimlapi.com`. */
  readonly apiOrigin: string
  readonly model: string
  /** First 300 characters of the prompt; the whole request is read with `JobStore.request`. */
  readonly prompt: string
  readonly state: JobState
  /** The service's own word for its status, as last seen. */
  readonly remoteStatus: string | undefined
  /** The service's id of the generation: opaque, holds `:` and `/`. */
  readonly generationId: string | undefined
  /** Why it failed; while it runs, why the last poll failed. */
  readonly error: ErrorDetail | undefined
  /** The service's `requestId` of the last failed call, for support. */
  readonly supportId: string | undefined
  readonly resultUrl: string | undefined
  readonly creditsUsed: number | undefined
  readonly createdAt: number
  /** When the service accepted it. */
  readonly submittedAt: number | undefined
  /** When it reached `completed`, `failed` or `stopped`. */
  readonly finishedAt: number | undefined
  /** When it will be looked at next; undefined when nothing more will happen by itself. */
  readonly nextAt: number | undefined
  /** Failed looks in a row; 0 after a good one. */
  readonly failures: number
  /** Looks in a row that said there is no such generation. */
  readonly misses: number
  /** Looks at the account's logs that answered without this job, while `unconfirmed`. */
  readonly searches: number
  readonly file: JobFile
  /** The job that a Retry of this one made. */
  readonly retriedAs: string | undefined
}

export interface JobFile {
  readonly state: FileState
  /** Name inside the store's `videos` folder. Made here from the job's id, never from outside. */
  readonly name: string | undefined
  readonly sizeBytes: number | undefined
  /** Bytes on disk so far, while `downloading`. */
  readonly receivedBytes: number | undefined
  /** The server's ETag or Last-Modified of the bytes on disk, to go on where a download was cut. */
  readonly validator: string | undefined
  readonly error: ErrorDetail | undefined
}

const TRANSITIONS: Readonly<Record<JobState, readonly JobState[]>> = {
  submitting: ['unconfirmed', 'queued', 'generating', 'completed', 'failed'],
  unconfirmed: ['queued', 'generating', 'completed', 'failed'],
  queued: ['generating', 'completed', 'failed', 'stopped'],
  generating: ['completed', 'failed', 'stopped'],
  completed: [],
  // Look Again: a generation that was given up on may be there after all.
  failed: ['queued'],
  stopped: ['queued', 'failed'],
}

/** Whether a job may go from one state to another. Staying is always allowed. */
export function canBecome(from: JobState, to: JobState): boolean {
  return from === to || TRANSITIONS[from].includes(to)
}

/** The states from which `to` can be reached, itself included. */
export function statesBefore(to: JobState): JobState[] {
  return JOB_STATES.filter((from) => canBecome(from, to))
}

export const JOB_STATES = Object.keys(TRANSITIONS) as readonly JobState[]

/** Whether the job still moves by itself: in flight at the service, or being looked for. */
export function isRunning(job: Pick<Job, 'state' | 'nextAt'>): boolean {
  if (job.state === 'unconfirmed') return job.nextAt !== undefined
  return job.state === 'submitting' || job.state === 'queued' || job.state === 'generating'
}
