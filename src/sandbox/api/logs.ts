import { HttpError } from '../http/httpError.ts'
import { type Generation, statusOf } from './ledger.ts'
import { creditsToUsd } from './price.ts'
import { enumParams, integerParam, timeParam } from './queryParams.ts'

const HOUR_MS = 3_600_000
const MAX_WINDOW_MS = 92 * 24 * HOUR_MS
const MAX_MODELS = 50

/**
 * `GET /v2/logs`: lists the generations that `key` created, newest first. A row appears `lagMs` late, because the
 * rows of the API come from an analytics pipeline.
 */
export function listLogs(
  generations: readonly Generation[],
  key: string,
  query: URLSearchParams,
  now: number,
  lagMs: number,
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
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to && createdAt + lagMs <= now)
    .filter(({ model }) => models.length === 0 || models.some((name) => matchesModel(model, name)))
    .map((generation) => toRow(generation, now))
    .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    .reverse()
  return {
    data: rows.slice(offset, offset + limit),
    pagination: { limit, offset, total: rows.length, has_more: offset + limit < rows.length },
  }
}

/** `name` is `source/alias` or a bare alias. */
function matchesModel(model: string, name: string): boolean {
  return model === name || model.slice(model.indexOf('/') + 1) === name
}

function toRow(generation: Generation, now: number) {
  const isFailed = statusOf(generation, now) === 'error'
  const credits = isFailed ? 0 : generation.priceCredits
  return {
    created: new Date(generation.createdAt).toISOString(),
    status: isFailed ? 'failed' : 'succeeded',
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
