import type { SQLInputValue } from 'node:sqlite'
import { type Annotations, NO_ANNOTATIONS } from '../../core/job/annotations.ts'
import type { BatchPlace } from '../../core/job/batch.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import { settingsOf } from '../../core/job/requestSettings.ts'
import { workloadOf } from '../../core/job/workload.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import { columnsOfAnnotations, setDistinctSettings } from './annotations.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { columnsOfPatch, type JobPatch, toInteger } from './jobPatch.ts'
import { useReservation } from './reservations.ts'

/** A job to insert into the store. */
export interface NewJob
  extends Pick<Job, 'id' | 'clientRequestId' | 'apiOrigin' | 'model' | 'prompt' | 'state' | 'createdAt'> {
  readonly request: GenerationRequest | undefined
  readonly patch?: JobPatch
  /** See `Job.isFree`. Default: false. */
  readonly isFree?: boolean
  /** See `Job.annotations`. Default: none. */
  readonly annotations?: Annotations
  /** See `Job.batch`. Default: none. */
  readonly batch?: BatchPlace | undefined
  /** See `Job.estimate`. Default: not known. */
  readonly estimate?: UsdRange | undefined
  /** See `Job.previousAttempts`. Default: none. */
  readonly previousAttempts?: readonly string[]
  /** See `Job.sourceUri`. */
  readonly sourceUri?: string | undefined
  /** ID of the reservation that includes the estimate. It no longer does when the job is stored. */
  readonly reservation?: string | undefined
  readonly lease?: { readonly owner: string; readonly until: number }
}

const PROMPT_LENGTH = 300

/** Returns the part of a request's prompt that lists show. */
export function listedPrompt(request: GenerationRequest): string {
  const prompt = request.values['prompt']
  return typeof prompt === 'string' ? prompt.slice(0, PROMPT_LENGTH) : ''
}

/** Returns the columns of `jobs` and their values. */
function columnsOfNewJob(job: NewJob): Record<string, SQLInputValue> {
  return {
    id: job.id,
    client_request_id: job.clientRequestId,
    api_origin: job.apiOrigin,
    model: job.model,
    prompt: job.prompt,
    state: job.state,
    created_at: toInteger(job.createdAt),
    workload: job.request === undefined ? null : workloadOf(job.request),
    is_free: job.isFree ? 1 : 0,
    source_uri: job.sourceUri ?? null,
    settings: job.request === undefined ? null : JSON.stringify(settingsOf(job.request)),
    ...columnsOfAnnotations(job.annotations ?? NO_ANNOTATIONS),
    estimated_min_usd: job.estimate?.minUsd ?? null,
    estimated_max_usd: job.estimate?.maxUsd ?? null,
    previous_attempts: job.previousAttempts?.join(' ') || null,
    batch_id: job.batch?.id ?? null,
    batch_position: job.batch?.position ?? null,
    lease_owner: job.lease?.owner ?? null,
    lease_until: job.lease?.until ?? 0,
    ...columnsOfPatch(job.patch ?? {}),
  }
}

/** Inserts a job and its request. Only in the body of `JobDatabase.write`. */
export function insertJob(database: JobDatabase, job: NewJob): void {
  if (job.reservation !== undefined) useReservation(database, job.reservation, job.estimate?.maxUsd ?? 0)
  const columns = columnsOfNewJob(job)
  const names = Object.keys(columns)
  const placeholders = names.map(() => '?').join(', ')
  database.run(`INSERT INTO jobs (${names.join(', ')}) VALUES (${placeholders})`, ...Object.values(columns))
  if (job.request === undefined) return
  setDistinctSettings(database, job.id, job.prompt, settingsOf(job.request))
  database.run('INSERT INTO requests (job_id, body) VALUES (?, ?)', job.id, JSON.stringify(job.request))
}
