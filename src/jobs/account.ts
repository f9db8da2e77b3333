import type { ApiClient, TransactionPage } from '../api/client.ts'
import type { Transaction } from '../core/model/charges.ts'

const PAGE_SIZE = 100

export interface TransactionQuery {
  /** Where to continue. Default: the newest. */
  readonly cursor?: string | undefined
  /** How many to read, at most. A multiple of 100. */
  readonly limit: number
  readonly signal: AbortSignal
}

/**
 * Returns transactions of the account, newest first. `acquire` waits until the rate limit allows one call. Rejects with
 * `ApiError`. Source: `GET /v2/billing/transactions`.
 */
export async function accountTransactions(
  client: ApiClient,
  query: TransactionQuery,
  acquire: () => Promise<void>,
): Promise<TransactionPage> {
  const { limit, signal } = query
  const rows: Transaction[] = []
  const cursors = new Set<string | undefined>()
  let { cursor } = query
  do {
    cursors.add(cursor)
    await acquire()
    const page = await client.listTransactions({ limit: PAGE_SIZE, cursor }, { signal })
    rows.push(...page.rows)
    cursor = page.nextCursor
    // A service that repeats a cursor would be asked forever.
    if (cursors.has(cursor)) return { rows, nextCursor: undefined }
  } while (cursor !== undefined && cursors.size < limit / PAGE_SIZE)
  return { rows, nextCursor: cursor }
}
