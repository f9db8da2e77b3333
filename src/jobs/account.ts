import type { ApiClient, Transaction } from '../api/client.ts'

const PAGE_SIZE = 100

export interface AccountTransactions {
  /** Newest first. */
  readonly rows: readonly Transaction[]
  /** Whether the account has older ones. */
  readonly hasMore: boolean
}

export interface TransactionQuery {
  /** How many to read, at most. A multiple of 100. */
  readonly limit: number
  readonly signal: AbortSignal
  /** Waits until the rate limit allows one call. */
  readonly acquire: () => Promise<void>
}

/** Returns the newest transactions of the account. Rejects with `ApiError`. Source: `GET /v2/billing/transactions`. */
export async function accountTransactions(
  client: ApiClient,
  { limit, signal, acquire }: TransactionQuery,
): Promise<AccountTransactions> {
  const rows: Transaction[] = []
  const seen = new Set<string>()
  let cursor: string | undefined
  do {
    await acquire()
    const page = await client.listTransactions({ limit: PAGE_SIZE, cursor }, { signal })
    rows.push(...page.rows)
    cursor = page.nextCursor
    // A service that repeats a cursor would be asked forever.
    if (cursor !== undefined && seen.has(cursor)) return { rows, hasMore: false }
    if (cursor !== undefined) seen.add(cursor)
  } while (cursor !== undefined && seen.size < limit / PAGE_SIZE)
  return { rows, hasMore: cursor !== undefined }
}
