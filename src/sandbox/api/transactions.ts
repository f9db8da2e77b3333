import { HttpError } from '../http/httpError.ts'
import type { Transaction } from './account.ts'
import { creditsToUsd } from './price.ts'
import { enumParams, integerParam, timeParam } from './queryParams.ts'

const TYPES = ['PAYMENT', 'BONUS', 'REFUND', 'ADJUSTMENT', 'MODEL_USAGE', 'CREDITS_EXPIRED', 'INIT']

/** `GET /v2/billing/transactions`: filters and pages `transactions`, which are newest first. */
export function listTransactions(transactions: readonly Transaction[], query: URLSearchParams): unknown {
  const limit = integerParam(query, 'limit', 1, 100, 50)
  const directions = enumParams(query, 'direction', ['TOPUP', 'CHARGE'])
  const types = enumParams(query, 'type', TYPES)
  const from = timeParam(query, 'from') ?? -Infinity
  const to = timeParam(query, 'to') ?? Infinity
  if (to <= from) throw new HttpError(400, 'to: Expected a time later than `from`, received an earlier one')
  const lastPosition = cursorParam(query)
  const rows = transactions
    .map((transaction, index) => ({ transaction, position: transactions.length - index }))
    .filter(({ transaction }) => transaction.createdAt >= from && transaction.createdAt < to)
    .filter(({ transaction }) => directions.length === 0 || directions.includes(transaction.direction))
    .filter(({ transaction }) => types.length === 0 || types.includes(transaction.type))
    .filter(({ position }) => position <= lastPosition)
  const next = rows[limit]
  return {
    data: rows.slice(0, limit).map(({ transaction }) => toRow(transaction)),
    pagination: { next_cursor: next ? encodeCursor(next.position) : null, has_more: next !== undefined },
  }
}

function toRow(transaction: Transaction) {
  return {
    created_at: new Date(transaction.createdAt).toISOString(),
    direction: transaction.direction,
    type: transaction.type,
    amount: { usd: creditsToUsd(transaction.credits), credits: transaction.credits },
    model: transaction.model,
    reference_id: transaction.referenceId,
  }
}

/** `position` counts from the oldest transaction, so that new transactions do not shift the pages. */
function encodeCursor(position: number): string {
  return Buffer.from(JSON.stringify({ v: 1, n: position })).toString('base64url')
}

/** Returns `Infinity` if there is no cursor. Throws a 400 if it is invalid. */
function cursorParam(query: URLSearchParams): number {
  const cursor = query.get('cursor')
  if (cursor === null) return Infinity
  const position = Number(/^\{"v":1,"n":(\d{1,9})\}$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1])
  if (encodeCursor(position) === cursor) return position
  throw new HttpError(400, 'cursor: Expected the `next_cursor` of an earlier response, received another value')
}
