import { deepStrictEqual } from 'node:assert/strict'
import { call, create, POSE_MODEL_ID, withSandbox } from './support.ts'

interface Row {
  readonly type: string
  readonly direction: string
  readonly reference_id: string | null
  readonly model: string | null
}

interface Page {
  readonly data: Row[]
  readonly pagination: { readonly next_cursor: string | null; readonly has_more: boolean }
}

describe('sandbox: billing', () => {
  it('pages through the transactions with a cursor that new transactions do not shift', () =>
    withSandbox({}, async (sandbox) => {
      const ids: string[] = []
      for (let i = 0; i < 4; i++) ids.unshift((await create(sandbox)).json.id)
      const rows: Row[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const path: string = `/v2/billing/transactions?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
        const { data, pagination }: Page = (await call(sandbox, path)).json
        deepStrictEqual(pagination.has_more, pagination.next_cursor !== null)
        rows.push(...data)
        cursor = pagination.next_cursor
        await create(sandbox)
      }
      deepStrictEqual(
        rows.map(({ type, direction, reference_id, model }) => [type, direction, reference_id, model]),
        [...ids.map((id) => ['MODEL_USAGE', 'CHARGE', id, POSE_MODEL_ID]), ['INIT', 'TOPUP', null, null]],
      )
    }))

  const QUERIES: readonly (readonly [string, number, number?])[] = [
    ['direction=CHARGE', 200, 1],
    ['direction=TOPUP', 200, 1],
    ['type=INIT', 200, 1],
    ['type=BONUS', 200, 0],
    ['from=2100-01-01T00:00:00Z', 200, 0],
    ['to=2020-01-01T00:00:00Z', 200, 0],
    ['direction=OUT', 400],
    ['type=usage', 400],
    ['cursor=abc', 400],
    ['cursor=', 400],
    ['limit=101', 400],
    ['from=soon', 400],
    ['from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 400],
  ]
  it('filters and validates as documented', () =>
    withSandbox({}, async (sandbox) => {
      await create(sandbox)
      for (const [query, status, rows] of QUERIES) {
        const response = await call(sandbox, `/v2/billing/transactions?${query}`)
        deepStrictEqual([query, response.status, response.json.data?.length], [query, status, rows])
      }
    }))
})
