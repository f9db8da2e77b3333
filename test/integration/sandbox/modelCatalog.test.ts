import { deepStrictEqual } from 'node:assert/strict'
import { call, create, POSE_MODEL_ID, withSandbox } from './support.ts'

describe('sandbox: model catalog', () => {
  const QUERIES: readonly (readonly [string, number])[] = [
    ['', 1],
    [`id=${POSE_MODEL_ID}`, 1],
    ['id=wan2.2-vace-fun-a14b-pose', 1],
    [`id=other,${POSE_MODEL_ID}`, 1],
    [`id=other&id=${POSE_MODEL_ID}`, 1],
    ['id=other', 0],
    ['tags=playground:chat', 0],
    ['tags=playground:chat,playground:video', 1],
    ['capabilities=video_to_video', 1],
    ['capabilities=text_to_video', 0],
    ['type=alibaba/video', 1],
    ['type=openai/chat-completions', 0],
    ['modalities=video', 1],
    ['modalities=text', 1],
    ['modalities=audio', 0],
    ['modalities=audio&modalities=video', 1],
    ['input_modalities=text', 1],
    ['input_modalities=audio', 0],
    ['output_modalities=video', 1],
    ['output_modalities=text', 0],
    ['input_modalities=text&output_modalities=text', 0],
    [`id=${POSE_MODEL_ID}&output_modalities=image`, 0],
    ['include=nonsense', 1],
  ]
  it('requires no key and applies the filters', () =>
    withSandbox({ key: 'secret' }, async (sandbox) => {
      for (const [query, count] of QUERIES) {
        const { status, json } = await call(sandbox, `/v1/models?${query}`, { key: '' })
        deepStrictEqual([query, status, json.object, json.data.length], [query, 200, 'list', count])
      }
    }))

  it('lists a price for every resolution with include=pricing', () =>
    withSandbox({}, async (sandbox) => {
      const [unpriced] = (await call(sandbox, '/v1/models')).json.data
      const [priced] = (await call(sandbox, '/v1/models?include=modalities,pricing')).json.data
      deepStrictEqual(
        [unpriced.pricing, priced.pricing.kind, priced.pricing.dimensions],
        [undefined, 'variants', ['resolution']],
      )
      deepStrictEqual(
        priced.pricing.variants.map((one: { when: object }) => Object.values(one.when)[0]),
        ['auto', '240p', '360p', '480p', '580p', '720p'],
      )
    }))

  it('publishes the price in each of the documented ways, and charges it', async () => {
    for (const [price, expected, usd] of [
      ['fixed', { kind: 'fixed', unit: 'second', usd: 0.05 }, 0.253125],
      ['variable', { kind: 'variable', unit: undefined, usd: undefined }, 0.10125],
      ['none', undefined, 0.10125],
    ] as const) {
      await withSandbox({ price, seconds: 0 }, async (sandbox) => {
        const { pricing } = (await call(sandbox, '/v1/models?include=pricing')).json.data[0]
        const [unit] = pricing?.units ?? []
        const published = pricing && { kind: pricing.kind, unit: unit?.measure, usd: unit?.price }
        await create(sandbox)
        deepStrictEqual([published, (sandbox.ledger()[0]?.credits ?? 0) / 2_000_000], [expected, usd])
      })
    }
  })

  it('returns 304 for its own ETag', () =>
    withSandbox({}, async (sandbox) => {
      const { headers } = await call(sandbox, '/v1/models')
      const etag = headers.get('etag') ?? ''
      const statuses: number[] = []
      for (const header of [etag, etag.replace('W/', ''), `"a", ${etag}`, '*', '"a", W/"b"', '']) {
        const response = await call(sandbox, '/v1/models', { headers: { 'if-none-match': header } })
        deepStrictEqual(response.json === undefined, response.status === 304)
        statuses.push(response.status)
      }
      const other = await call(sandbox, '/v1/models?include=all', { headers: { 'if-none-match': etag } })
      deepStrictEqual([...statuses, other.status], [304, 304, 304, 304, 200, 200, 200])
    }))

  it('serves an OpenAPI document of the model at info.docsJson', () =>
    withSandbox({}, async (sandbox) => {
      const [model] = (await call(sandbox, '/v1/models')).json.data
      const { json } = await call(sandbox, model.info.docsJson, { key: '' })
      const { schema } = json.paths['/v2/video/generations'].post.requestBody.content['application/json']
      deepStrictEqual([Object.keys(schema.properties).length, schema.required], [29, ['model', 'video_url', 'prompt']])
    }))

  it('accepts the listed aliases wherever it accepts the ID', () =>
    withSandbox({}, async (sandbox) => {
      const [model] = (await call(sandbox, '/v1/models')).json.data
      for (const alias of model.aliases) {
        const created = await create(sandbox, { model: alias })
        const docs = await call(sandbox, `/docs-json?model=${alias}`)
        deepStrictEqual([created.status, docs.status], [201, 200])
        deepStrictEqual(created.json.id.endsWith(`:${POSE_MODEL_ID}`), true)
      }
      const { data } = (await call(sandbox, `/v2/logs?model=${POSE_MODEL_ID}`)).json
      deepStrictEqual(
        data.map((row: { model: string }) => row.model),
        [POSE_MODEL_ID],
      )
    }))
})
