import { HttpError } from '../http/httpError.ts'
import { type Generation, statusOf } from './ledger.ts'
import { findModelId } from './modelFields.ts'
import { creditsToUsd } from './price.ts'
import { enumParams, integerParam, timeParam } from './queryParams.ts'

const HOUR_MS = 3_600_000
const MAX_WINDOW_MS = 92 * 24 * HOUR_MS
const MAX_MODELS = 50

/**
 * Whether a generation is listed from the start or only after it ended. The API's documents do not say which of the
 * two the API does.
 */
export type LogListing = 'finished' | 'running'

export interface LogOptions {
  readonly logListing: LogListing
  /** How late a row appears. The rows of the API come from an analytics pipeline. */
  readonly logLagMs: number
}

/** `GET /v2/logs`: lists `generations`, which `key` created, newest first. `now` is Unix ms. */
export function listLogs(
  generations: readonly Generation[],
  key: string,
  query: URLSearchParams,
  now: number,
  { logListing, logLagMs }: LogOptions,
): unknown {
  const [from, to] = timeWindow(query, now)
  const limit = integerParam(query, 'limit', 1, 100, 50)
  const offset = integerParam(query, 'offset', 0, Number.MAX_SAFE_INTEGER, 0)
  const models = query.getAll('model')
  if (models.length > MAX_MODELS) {
    throw new HttpError(400, `model: Expected at most ${MAX_MODELS} values, received ${models.length}`)
  }
  const statuses = enumParams(query, 'status', ['succeeded', 'failed'])
  if (!key.startsWith(query.get('key_prefix') ?? '')) {
    throw new HttpError(403, 'Listing the requests of a different key requires a management key')
  }
  const rows = generations
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to)
    .filter(({ createdAt, endsAt }) => (logListing === 'running' ? createdAt : endsAt) + logLagMs <= now)
    .filter(({ model }) => models.length === 0 || models.some((name) => findModelId(name) === model))
    .map((generation) => toRow(generation, now))
    .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    .reverse()
  return {
    data: rows.slice(offset, offset + limit),
    pagination: { limit, offset, total: rows.length, has_more: offset + limit < rows.length },
  }
}

function toRow(generation: Generation, now: number) {
  const status = statusOf(generation, now)
  // The cost is what was charged: nothing for a failed generation, and nothing before a generation completes.
  const credits = status === 'completed' ? generation.priceCredits : 0
  return {
    created: new Date(generation.createdAt).toISOString(),
    // The API has no status for a running generation. Its request succeeded.
    status: status === 'error' ? 'failed' : 'succeeded',
    origin: 'api',
    model: generation.model,
    cost: { usd: creditsToUsd(credits), credits },
    tokens: { input: 0, output: 0, total: 0 },
    request_id: generation.requestId,
    inference_id: generation.id,
    client_request_id: generation.clientRequestId ?? null,
  }
}

/** Returns start and end in Unix ms; the last 24 hours by default. */
function timeWindow(query: URLSearchParams, now: number): [number, number] {
  const period = query.get('period')
  const start = timeParam(query, 'start')
  const end = timeParam(query, 'end')
  if (period !== null) {
    if (start !== undefined || end !== undefined) {
      throw new HttpError(400, 'period: Expected either `period` or both `start` and `end`, received both')
    }
    const [, count, unit] = /^([1-9]\d{0,4})([hd])$/.exec(period) ?? []
    const lengthMs = Number(count) * HOUR_MS * (unit === 'd' ? 24 : 1)
    if (lengthMs <= MAX_WINDOW_MS) return [now - lengthMs, now]
    const received = JSON.stringify(period.slice(0, 40))
    throw new HttpError(400, `period: Expected hours or days (24h, 7d), at most 92d, received ${received}`)
  }
  if (start === undefined && end === undefined) return [now - 24 * HOUR_MS, now]
  if (start === undefined || end === undefined) {
    throw new HttpError(400, `${start === undefined ? 'start' : 'end'}: Expected ISO-8601 date, received undefined`)
  }
  if (end < start || end - start > MAX_WINDOW_MS) {
    throw new HttpError(400, 'end: Expected a time at most 92 days after `start`, received another time')
  }
  return [start, end]
}
