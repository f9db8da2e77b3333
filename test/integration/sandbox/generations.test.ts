import { deepStrictEqual, match } from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { BODY, call, create, POSE_MODEL_ID, poll, withSandbox } from './support.ts'

describe('sandbox: generations', () => {
  it('changes from queued to generating to completed, and is charged on completion', () =>
    withSandbox({ seconds: 0.6, balance: 1 }, async (sandbox) => {
      const balance = async () => (await call(sandbox, '/v2/billing')).json
      const created = await create(sandbox)
      match(created.json.id, new RegExp(`^[0-9a-f-]{36}:${POSE_MODEL_ID}$`))
      deepStrictEqual([created.status, created.json.status], [201, 'queued'])
      deepStrictEqual(created.headers.get('x-inference-id'), created.json.id)
      const statuses = new Set<string>()
      for (let i = 0; i < 12; i++) {
        const { json } = await poll(sandbox, created.json.id)
        if (json.status !== 'completed') deepStrictEqual(await balance(), { current_balance: 1, currency: 'USD' })
        statuses.add(json.status)
        await sleep(70)
      }
      deepStrictEqual([...statuses], ['queued', 'generating', 'completed'])
      const { json, headers } = await poll(sandbox, created.json.id)
      const credits = json.meta.usage.credits_used
      deepStrictEqual(
        [headers.get('x-aimlapi-credits-used'), headers.get('x-aimlapi-usd-spent'), headers.get('x-inference-id')],
        [String(credits), String(credits / 2_000_000), json.id],
      )
      deepStrictEqual((await balance()).current_balance, (2_000_000 - credits) / 2_000_000)
      match(json.video.url, /^http:\/\/127\.0\.0\.1:\d+\/files\/[0-9a-f]{32}\.mp4$/)
      deepStrictEqual(new URL(json.video.url).origin === sandbox.url, false)
    }))

  const IDS: readonly (readonly [string, string | null])[] = [
    ['job-1_2.3:4', 'job-1_2.3:4'],
    ['a'.repeat(128), 'a'.repeat(128)],
    ['a'.repeat(129), null],
    ['a b', null],
    ['a/b', null],
    ['', null],
  ]
  for (const [sent, stored] of IDS) {
    it(`${stored === null ? 'ignores' : 'stores'} the client request ID "${sent.slice(0, 12)}" (${sent.length})`, () =>
      withSandbox({}, async (sandbox) => {
        const { status, headers } = await create(sandbox, {}, { body: BODY, headers: { 'x-client-request-id': sent } })
        const [row] = (await call(sandbox, '/v2/logs?period=1d')).json.data
        deepStrictEqual([status, headers.get('x-client-request-id'), row.client_request_id], [201, stored, stored])
      }))
  }

  it('accepts only the configured API key', () =>
    withSandbox({ key: 'right' }, async (sandbox) => {
      const statuses = await Promise.all([
        create(sandbox, {}, { key: '' }),
        create(sandbox, {}, { key: 'wrong' }),
        create(sandbox, {}, { key: '', headers: { authorization: 'Basic right' } }),
        call(sandbox, '/v2/billing', { key: 'wrong' }),
        call(sandbox, '/v2/logs', { key: 'wrong' }),
        create(sandbox, {}, { key: 'right' }),
      ])
      deepStrictEqual(
        statuses.map(({ status }) => status),
        [401, 401, 401, 401, 401, 201],
      )
      deepStrictEqual(sandbox.ledger().length, 1)
    }))

  it('returns 404 for the generations of another key and for unknown IDs', () =>
    withSandbox({}, async (sandbox) => {
      const { json } = await create(sandbox, {}, { key: 'mine' })
      const statuses = [
        await poll(sandbox, json.id, { key: 'mine' }),
        await poll(sandbox, json.id, { key: 'other' }),
        await poll(sandbox, 'nonsense', { key: 'mine' }),
        await call(sandbox, '/v2/video/generations', { key: 'mine' }),
      ].map(({ status }) => status)
      deepStrictEqual(statuses, [200, 404, 404, 400])
      deepStrictEqual((await call(sandbox, '/v2/logs', { key: 'other' })).json.data, [])
    }))

  it('returns 403 with the billing link if a hold uses up the balance', () =>
    withSandbox({ seconds: 60, balance: 0.15 }, async (sandbox) => {
      const responses = [await create(sandbox), await create(sandbox)]
      deepStrictEqual(
        responses.map(({ status }) => status),
        [201, 403],
      )
      match(responses[1]?.json.message, /https:\/\/\S*billing/)
    }))

  it('releases the hold if the generation fails', () =>
    withSandbox({ balance: 0.15 }, async (sandbox) => {
      sandbox.addFaults({ match: { method: 'POST' }, fault: { kind: 'failGeneration', name: 'Nsfw', message: 'No.' } })
      const failed = await create(sandbox)
      const { json } = await poll(sandbox, failed.json.id)
      deepStrictEqual([json.status, json.error, json.video], ['error', { name: 'Nsfw', message: 'No.' }, null])
      deepStrictEqual((await call(sandbox, '/v2/billing')).json.current_balance, 0.15)
      deepStrictEqual((await create(sandbox)).status, 201)
      const rows = (await call(sandbox, '/v2/logs')).json.data
      deepStrictEqual(
        rows.map((row: { status: string; cost: { credits: number } }) => [row.status, row.cost.credits > 0]),
        [
          ['succeeded', true],
          ['failed', false],
        ],
      )
    }))

  it('returns a data: URI for sync_mode', () =>
    withSandbox({}, async (sandbox) => {
      const { json } = await create(sandbox, { sync_mode: true })
      const started = Date.now()
      let url: string | undefined
      while (url === undefined && Date.now() - started < 8_000) {
        url = (await poll(sandbox, json.id)).json.video?.url
        await sleep(50)
      }
      const [head = '', data = ''] = (url ?? '').split(',')
      deepStrictEqual([head, Buffer.from(data, 'base64').toString('latin1', 4, 8)], ['data:video/mp4;base64', 'ftyp'])
    }))
})
