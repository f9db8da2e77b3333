import { deepStrictEqual } from 'node:assert/strict'
import { call, create, POSE_MODEL_ID, withSandbox } from './support.ts'

const now = () => new Date().toISOString()
const daysAgo = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString()

/** The query, the status, and how many of the three rows are on the page. */
const QUERIES: readonly (readonly [string, number, number?])[] = [
  ['', 200, 3],
  ['period=1d', 200, 3],
  ['period=92d', 200, 3],
  ['period=24h&limit=2', 200, 2],
  ['limit=2&offset=2', 200, 1],
  ['offset=3', 200, 0],
  [`model=${POSE_MODEL_ID}`, 200, 3],
  [`model=other&model=${POSE_MODEL_ID}`, 200, 3],
  [`model=${POSE_MODEL_ID},other`, 200, 0],
  ['model=wan2.2-vace-fun-a14b-pose', 200, 3],
  ['status=succeeded', 200, 3],
  ['status=failed', 200, 0],
  ['status=failed&status=succeeded', 200, 3],
  ['key_prefix=k', 200, 3],
  [`start=${daysAgo(1)}&end=${new Date(Date.now() + 3_600_000).toISOString()}`, 200, 3],
  [`start=${daysAgo(2)}&end=${daysAgo(1)}`, 200, 0],
  ['key_prefix=x', 403],
  ['status=succeeded,failed', 400],
  ['period=1w', 400],
  ['period=0d', 400],
  ['period=93d', 400],
  ['period=2209h', 400],
  ['period=-1d', 400],
  [`period=1d&start=${daysAgo(1)}&end=${now()}`, 400],
  [`start=${daysAgo(1)}`, 400],
  [`start=${daysAgo(93)}&end=${now()}`, 400],
  [`start=${now()}&end=${daysAgo(1)}`, 400],
  ['start=yesterday&end=today', 400],
  ['limit=0', 400],
  ['limit=101', 400],
  ['limit=ten', 400],
  ['limit=', 400],
  ['offset=-1', 400],
  [Array(51).fill('model=a').join('&'), 400],
]

describe('sandbox: logs', () => {
  it('filters, pages and validates as documented', () =>
    withSandbox({}, async (sandbox) => {
      for (let i = 0; i < 3; i++) await create(sandbox, {}, { headers: { 'x-client-request-id': `job-${i}` } })
      for (const [query, status, rows] of QUERIES) {
        const response = await call(sandbox, `/v2/logs?${query}`)
        deepStrictEqual([query, response.status, response.json.data?.length], [query, status, rows])
      }
      const { data, pagination } = (await call(sandbox, '/v2/logs?limit=2')).json
      deepStrictEqual(
        data.map((row: { client_request_id: string }) => row.client_request_id),
        ['job-2', 'job-1'],
      )
      deepStrictEqual(pagination, { limit: 2, offset: 0, total: 3, has_more: true })
    }))

  it('allows 200 calls per minute', () =>
    withSandbox({}, async (sandbox) => {
      const statuses: number[] = []
      for (let i = 0; i < 201; i++) statuses.push((await call(sandbox, '/v2/logs')).status)
      deepStrictEqual([statuses[199], statuses[200]], [200, 429])
    }))

  it('lists a generation after it ended by default, and from the start with logs: running', async () => {
    const listings: unknown[] = []
    for (const logs of [undefined, 'finished', 'running'] as const) {
      let time = Date.now()
      await withSandbox({ seconds: 60, logLag: 5, logs, now: () => time }, async (sandbox) => {
        await create(sandbox)
        const listing: unknown[] = []
        for (const seconds of [4, 2, 53, 2, 4]) {
          time += seconds * 1000
          const { data } = (await call(sandbox, '/v2/logs')).json
          listing.push(data.map((row: { status: string; cost: { credits: number } }) => [row.status, row.cost.credits]))
        }
        listings.push(listing)
      })
    }
    const free = [['succeeded', 0]]
    const charged = [['succeeded', 202_500]]
    const finished = [[], [], [], [], charged]
    deepStrictEqual(listings, [finished, finished, [[], free, free, charged, charged]])
  })

  it('lists a row only after the configured lag', () =>
    withSandbox({ logLag: 60 }, async (sandbox) => {
      await create(sandbox)
      deepStrictEqual((await call(sandbox, '/v2/logs')).json.data, [])
    }))
})
