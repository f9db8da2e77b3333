import type { GenerationResponse, LogRow } from '../../api/client.ts'
import type { ErrorCode } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import {
  backOffMs,
  jitter,
  LONGEST_WAIT_MS,
  MISSES_BEFORE_GONE,
  SEARCH_DELAYS_MS,
} from '../../core/job/pollSchedule.ts'
import type { Log } from '../../core/ports.ts'
import type { Connection } from '../connection.ts'
import { NOTICE } from '../store/newJob.ts'
import { type CallFailure, callFailureOf } from './callFailure.ts'
import { failed, isKnownStatus, type Outcome, outcomeOfResponse, unconfirmed } from './outcome.ts'

const DAY_MS = 24 * 3600 * 1000
const PAGE = 100
/** Requests older than this before the job was made cannot be it, even with a clock that is wrong by hours. */
const CLOCK_SLACK_MS = DAY_MS
const MAX_PAGES = 20
const SHORTEST_WAIT_MS = 1000

/** What a look needs besides the job. `random` is 0…1. */
export interface PollContext {
  readonly connection: Connection
  readonly now: () => number
  readonly random: () => number
  readonly log: Log
  readonly signal: AbortSignal
  /** Resolves when the pace allows one more call than the one that the claim stands for. */
  readonly turn: () => Promise<void>
}

export interface PollResult {
  readonly outcome: Outcome
  /** The service asks all of us to wait: a 429, or a refused key. */
  readonly pauseMs?: number
  /** The finished video, where it came inside the answer. */
  readonly dataUrl?: string
}

/** Asks once about a job that is neither finished nor stopped. Rejects with `aborted` only. */
export async function pollJob(job: Job, context: PollContext): Promise<PollResult> {
  const { now } = context
  if (job.state === 'submitting') {
    // Its window closed between the intent and the response.
    return { outcome: unconfirmed(now(), errorDetail('interrupted', {})) }
  }
  try {
    return job.generationId === undefined ? await search(job, context) : await poll(job, job.generationId, context)
  } catch (error) {
    const failure = callFailureOf(error)
    if (failure.detail.code === 'aborted') throw error
    return afterFailure(job, failure, context)
  }
}

async function poll(job: Job, generationId: string, context: PollContext): Promise<PollResult> {
  const { connection, log, now, random, signal } = context
  const answer = await connection.client.getGeneration(generationId, { signal })
  if (!isKnownStatus(answer.status)) {
    log.warn(`Unknown status ${JSON.stringify(answer.status.slice(0, 100))} of job ${job.id}: taken as still running.`)
  }
  // The answer is about the id that was asked for; the service's id formats have changed before.
  if (answer.id !== generationId) log.warn(`The answer about job ${job.id} carries another id; it is ignored.`)
  return { outcome: outcomeOfResponse(job, answer, now(), random()), ...dataUrlOf(answer) }
}

function dataUrlOf(answer: GenerationResponse): { dataUrl?: string } {
  return answer.videoUrl?.startsWith('data:') ? { dataUrl: answer.videoUrl } : {}
}

async function search(job: Job, context: PollContext): Promise<PollResult> {
  const row = await findInLogs(job, context)
  const now = context.now()
  if (row === undefined) return { outcome: notFoundYet(job, now, job.error) }
  if (row.status === 'failed') {
    return { outcome: failed(now, errorDetail('loggedAsFailed', {}), { generation_id: row.inferenceId }) }
  }
  const patch = { generation_id: row.inferenceId, submitted_at: row.createdAt, error: null, failures: 0, next_at: now }
  return { outcome: { state: 'queued', patch } }
}

async function findInLogs(job: Job, { connection, now, signal, turn }: PollContext): Promise<LogRow | undefined> {
  const days = Math.min(92, Math.max(1, Math.ceil((now() - job.createdAt + CLOCK_SLACK_MS) / DAY_MS)))
  for (let page = 0; page < MAX_PAGES; page++) {
    if (page > 0) await turn()
    const query = { days, models: [job.model], limit: PAGE, offset: page * PAGE }
    const { rows, hasMore } = await connection.client.listLogs(query, { signal })
    const found = rows.find((row) => row.clientRequestId === job.clientRequestId)
    if (found !== undefined) return found
    const oldest = rows.at(-1)
    // Newest first: once past the job's own time, older pages cannot hold it.
    if (!hasMore || oldest === undefined || oldest.createdAt < job.createdAt - CLOCK_SLACK_MS) return undefined
  }
  return undefined
}

/** One search answered without the job: the next one is later, and after the last one the person decides. */
function notFoundYet(job: Job, now: number, error: Job['error']): Outcome {
  const searches = job.searches + 1
  const delay = SEARCH_DELAYS_MS[searches]
  const patch = { searches, failures: 0, error: error ?? null }
  if (delay !== undefined) return { state: 'unconfirmed', patch: { ...patch, next_at: now + delay } }
  return { state: 'unconfirmed', patch: { ...patch, next_at: null, notice: NOTICE.pending } }
}

function afterFailure(job: Job, failure: CallFailure, { now, random }: PollContext): PollResult {
  const at = now()
  const { detail: error, supportId } = failure
  const patch = { error, ...(supportId === undefined ? {} : { support_id: supportId }) }
  if (job.state === 'unconfirmed' && job.generationId === undefined && SEARCH_REFUSALS.has(error.code)) {
    const outcome = notFoundYet(job, at, error)
    return { outcome: { ...outcome, patch: { ...outcome.patch, ...patch } } }
  }
  if (error.code === 'notFound') {
    const misses = job.misses + 1
    if (misses >= MISSES_BEFORE_GONE) {
      return { outcome: failed(at, errorDetail('generationNotFound', { attempts: misses }), { ...patch, misses }) }
    }
    const next = at + jitter(backOffMs(misses), random())
    return { outcome: { state: job.state, patch: { ...patch, misses, next_at: next } } }
  }
  const failures = job.failures + 1
  const wait = bounded(failure.retryAfterMs ?? backOffMs(failures))
  const outcome: Outcome = { state: job.state, patch: { ...patch, failures, next_at: at + jitter(wait, random()) } }
  return PAUSING.has(error.code) ? { outcome, pauseMs: wait } : { outcome }
}

/** A server that says "at once" is not asked at once. */
function bounded(waitMs: number): number {
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, waitMs))
}

/** The account's logs cannot be read with this key: asking for ever would not change that. */
const SEARCH_REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  // The same 403, by its words; else the search would never end while the balance is empty.
  'outOfCredits',
  'notFound',
  'badRequest',
  'refused',
])

/** What concerns every job alike: the limit of the account, or its key. */
const PAUSING: ReadonlySet<ErrorCode> = new Set(['rateLimited', 'unauthorized'])
