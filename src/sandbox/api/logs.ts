import { Refusal } from '../http/reply.ts'
import { type Generation, statusOf } from './ledger.ts'
import { usd } from './price.ts'
import { choiceParams, integerParam, timeParam } from './query.ts'

const HOUR_MS = 3_600_000
const LONGEST_MS = 92 * 24 * HOUR_MS

/**
 * `GET /v2/logs`: a row for every generation that this key bought, newest first.
 * `lagMs` is how long a row takes to show, as the service's come from an analytics pipeline.
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
  if (models.length > 50) throw new Refusal(400, `model: Expected at most 50 values, received ${models.length}`)
  const statuses = choiceParams(query, 'status', ['succeeded', 'failed'])
  if (!key.startsWith(query.get('key_prefix') ?? '')) {
    throw new Refusal(403, 'Listing the requests of another key needs a management key')
  }
  const rows = generations
    .filter((one) => one.createdAt >= from && one.createdAt <= to && one.createdAt + lagMs <= now)
    .filter((one) => models.length === 0 || models.some((model) => isCalled(one.model, model)))
    .map((one) => row(one, now))
    .filter((one) => statuses.length === 0 || statuses.includes(one.status))
    .reverse()
  return {
    data: rows.slice(offset, offset + limit),
    pagination: { limit, offset, total: rows.length, has_more: offset + limit < rows.length },
  }
}

/** A model may be asked for as `source/alias` or by its bare alias. */
function isCalled(model: string, name: string): boolean {
  return model === name || model.slice(model.indexOf('/') + 1) === name
}

function row(generation: Generation, now: number) {
  const failed = statusOf(generation, now) === 'error'
  const credits = failed ? 0 : generation.priceCredits
  return {
    created: new Date(generation.createdAt).toISOString(),
    status: failed ? 'failed' : 'succeeded',
    origin: 'api',
    model: generation.model,
    cost: { usd: usd(credits), credits },
    tokens: { input: 0, output: 0, total: 0 },
    request_id: generation.requestId,
    inference_id: generation.id,
    client_request_id: generation.clientRequestId ?? null,
  }
}

/** Start and end in Unix ms. */
function timeWindow(query: URLSearchParams, now: number): [number, number] {
  const period = query.get('period')
  const start = timeParam(query, 'start')
  const end = timeParam(query, 'end')
  if (period !== null) {
    if (start !== undefined || end !== undefined) {
      throw new Refusal(400, 'period: Expected either `period` or both `start` and `end`, received both')
    }
    const [, count, unit] = /^([1-9]\d{0,4})([hd])$/.exec(period) ?? []
    const lengthMs = Number(count) * HOUR_MS * (unit === 'd' ? 24 : 1)
    if (lengthMs <= LONGEST_MS) return [now - lengthMs, now]
    const text = JSON.stringify(period.slice(0, 40))
    throw new Refusal(400, `period: Expected a number of h or d of at most 92 days, received ${text}`)
  }
  if (start === undefined && end === undefined) return [now - 24 * HOUR_MS, now]
  if (start === undefined || end === undefined) {
    throw new Refusal(400, `${start === undefined ? 'start' : 'end'}: Expected ISO-8601 date, received undefined`)
  }
  if (end < start || end - start > LONGEST_MS) {
    throw new Refusal(400, 'end: Expected a moment from `start` to 92 days later, received another')
  }
  return [start, end]
}
