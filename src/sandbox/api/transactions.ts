import { Refusal } from '../http/reply.ts'
import type { Movement } from './account.ts'
import { usd } from './price.ts'
import { choiceParams, integerParam, timeParam } from './query.ts'

const TYPES = ['PAYMENT', 'BONUS', 'REFUND', 'ADJUSTMENT', 'MODEL_USAGE', 'CREDITS_EXPIRED', 'INIT']

/** `GET /v2/billing/transactions`: `movements` (newest first), filtered and paged by an opaque cursor. */
export function listTransactions(movements: readonly Movement[], query: URLSearchParams): unknown {
  const limit = integerParam(query, 'limit', 1, 100, 50)
  const directions = choiceParams(query, 'direction', ['TOPUP', 'CHARGE'])
  const types = choiceParams(query, 'type', TYPES)
  const from = timeParam(query, 'from') ?? -Infinity
  const to = timeParam(query, 'to') ?? Infinity
  if (to <= from) throw new Refusal(400, 'to: Expected a moment later than `from`, received an earlier one')
  const rows = movements
    .map((movement, index) => ({ movement, age: movements.length - index }))
    .filter(({ movement }) => movement.createdAt >= from && movement.createdAt < to)
    .filter(({ movement }) => directions.length === 0 || directions.includes(movement.direction))
    .filter(({ movement }) => types.length === 0 || types.includes(movement.type))
    .filter(({ age }) => age <= cursorAge(query))
  const next = rows[limit]
  return {
    data: rows.slice(0, limit).map(({ movement }) => entry(movement)),
    pagination: { next_cursor: next ? cursorAt(next.age) : null, has_more: next !== undefined },
  }
}

function entry(movement: Movement) {
  return {
    created_at: new Date(movement.createdAt).toISOString(),
    direction: movement.direction,
    type: movement.type,
    amount: { usd: usd(movement.credits), credits: movement.credits },
    model: movement.model,
    reference_id: movement.referenceId,
  }
}

/** A cursor counts from the oldest movement, so that pages stay put while new movements come in. */
function cursorAt(age: number): string {
  return Buffer.from(JSON.stringify({ v: 1, n: age })).toString('base64url')
}

function cursorAge(query: URLSearchParams): number {
  const cursor = query.get('cursor')
  if (cursor === null) return Infinity
  const age = Number(/^\{"v":1,"n":(\d{1,9})\}$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1])
  if (cursorAt(age) === cursor) return age
  throw new Refusal(400, 'cursor: Expected the exact `next_cursor` of an earlier answer, received another text')
}
