import assert from 'node:assert/strict'
import type { ApiClient, TransactionPage } from '../../../src/api/client.ts'
import { accountTransactions } from '../../../src/jobs/account.ts'

/** Reads transactions of an account whose page after a cursor is `nextOf(cursor)`. */
async function read(nextOf: (cursor: string | undefined) => string | undefined, limit: number, cursor?: string) {
  const asked: (string | undefined)[] = []
  let acquired = 0
  const listTransactions = async (query: { cursor?: string | undefined }): Promise<TransactionPage> => {
    asked.push(query.cursor)
    return { rows: [], nextCursor: nextOf(query.cursor) }
  }
  const client = { listTransactions } as unknown as ApiClient
  const { signal } = new AbortController()
  const { nextCursor } = await accountTransactions(client, { cursor, limit, signal }, async () => void acquired++)
  assert.equal(acquired, asked.length)
  return { asked, nextCursor }
}

describe('accountTransactions', () => {
  it('reads as many pages as asked for, and continues at a cursor', async () => {
    const next = (cursor = '0') => String(Number(cursor) + 1)
    assert.deepEqual(await read(next, 300), { asked: [undefined, '1', '2'], nextCursor: '3' })
    assert.deepEqual(await read(next, 200, '3'), { asked: ['3', '4'], nextCursor: '5' })
  })

  it('ends at the last page, and when the service repeats a cursor', async () => {
    assert.deepEqual(await read(() => undefined, 500), { asked: [undefined], nextCursor: undefined })
    assert.deepEqual(await read(() => 'same', 500), { asked: [undefined, 'same'], nextCursor: undefined })
  })
})
