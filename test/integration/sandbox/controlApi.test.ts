import { deepStrictEqual, match } from 'node:assert/strict'
import { call, create, withSandbox } from './support.ts'

describe('sandbox: control API', () => {
  it('is disabled by default', () =>
    withSandbox({}, async (sandbox) => {
      for (const path of ['ledger', 'calls', 'faults']) {
        deepStrictEqual((await call(sandbox, `/_sandbox/${path}`)).status, 404)
      }
    }))

  it('lists generations and calls, without its own calls', () =>
    withSandbox({ control: true }, async (sandbox) => {
      const { json } = await create(sandbox, { prompt: 'mine' }, {})
      const [row] = (await call(sandbox, '/_sandbox/ledger', { key: '' })).json
      deepStrictEqual(
        [row.id, row.status, row.client_request_id, row.body.prompt],
        [json.id, 'completed', null, 'mine'],
      )
      const calls = (await call(sandbox, '/_sandbox/calls')).json
      deepStrictEqual(
        calls.map((one: Record<string, unknown>) => [one['method'], one['path'], one['hasAuthorization']]),
        [['POST', '/v2/video/generations', true]],
      )
    }))

  it('adds, lists and removes fault rules', () =>
    withSandbox({ control: true }, async (sandbox) => {
      const rule = { match: { path: '/v2/billing' }, times: 2, fault: { kind: 'status', status: 503 } }
      const added = await call(sandbox, '/_sandbox/faults', { body: rule })
      deepStrictEqual([added.status, added.json], [201, [{ ...rule, after: 0 }]])
      deepStrictEqual((await call(sandbox, '/v2/billing')).status, 503)
      deepStrictEqual((await call(sandbox, '/_sandbox/faults')).json[0].times, 1)
      await call(sandbox, '/_sandbox/faults', { method: 'DELETE' })
      deepStrictEqual((await call(sandbox, '/v2/billing')).status, 200)
    }))

  const INVALID: readonly (readonly [unknown, RegExp])[] = [
    ['{', /JSON/],
    [null, /match/],
    [{ fault: { kind: 'explode' } }, /fault\.kind/],
    [{ fault: {} }, /fault\.kind/],
    [{ fault: { kind: 'status' } }, /fault\.status/],
    [{ fault: { kind: 'drip', bytesPerSecond: '9' } }, /fault\.bytesPerSecond/],
    [{ fault: { kind: 'redirect' } }, /fault\.to/],
    [{ fault: { kind: 'answer' } }, /fault\.patch/],
    [{ fault: { kind: 'empty' }, times: 'many' }, /times/],
    [{ fault: { kind: 'empty' }, match: { path: 5 } }, /match/],
    [[{ fault: { kind: 'empty' } }, 5], /match/],
  ]
  for (const [body, message] of INVALID) {
    it(`rejects ${JSON.stringify(body)} and adds no rule`, () =>
      withSandbox({ control: true }, async (sandbox) => {
        const { status, json } = await call(sandbox, '/_sandbox/faults', { body: body ?? 'null' })
        deepStrictEqual(status, 400)
        match(json.message, message)
        deepStrictEqual((await call(sandbox, '/_sandbox/faults')).json, [])
      }))
  }
})
