import assert from 'node:assert/strict'
import type { Network } from '../../../../src/api/transport/network.ts'
import type { Transport } from '../../../../src/api/transport/transport.ts'
import { TransportError } from '../../../../src/api/transport/transport.ts'
import { PriceCache } from '../../../../src/editor/connection/priceCache.ts'
import { Prices } from '../../../../src/editor/connection/prices.ts'
import { MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'

const HOUR = 3_600_000
const PRICED = { origin: 'https://api.example', baseUrl: 'https://api.example', model: MODEL }
const REQUEST = { model: MODEL, values: {} }

/** Prices whose service responds with `respond`. `restart` is a new window with the same storage. */
function createService() {
  const stored = new Map<string, unknown>()
  const memento = {
    keys: () => [...stored.keys()],
    get: (name: string) => stored.get(name) as never,
    update: async (name: string, value: unknown) => void stored.set(name, JSON.parse(JSON.stringify(value))),
  }
  const service = {
    now: 1_000 * HOUR,
    usd: 1 as number | undefined,
    etag: '"1"',
    isOffline: false,
    etagsSent: [] as (string | undefined)[],
    stored,
    restart,
  }
  const transport: Transport = async (_url, { headers }) => {
    const sent = headers['if-none-match']
    service.etagsSent.push(sent)
    if (service.isOffline) throw new TransportError('ENOTFOUND', false)
    if (sent === service.etag) return new Response(null, { status: 304 })
    const pricing = service.usd && { kind: 'fixed', units: [{ measure: 'video', price: service.usd }] }
    return Response.json({ data: [{ id: MODEL, pricing }] }, { headers: { etag: service.etag } })
  }
  function restart() {
    const network = { get: async () => ({ transport }) as unknown as Network }
    const options = { cache: new PriceCache(memento), network, log: recordingLog(), now: () => service.now }
    return new Prices(options)
  }
  return service
}

const usdOf = (prices: Prices) => prices.estimate(PRICED.origin, REQUEST)?.maxUsd

describe('the price of a model', () => {
  it('is read once a day, with its ETag, also after a restart', async () => {
    const service = createService()
    const prices = service.restart()
    assert.equal(prices.known(PRICED).kind, 'reading')
    await Promise.all([prices.update(PRICED), prices.update(PRICED)])
    service.now += 23 * HOUR
    await service.restart().update(PRICED)
    service.now += 2 * HOUR
    await service.restart().update(PRICED)
    service.now += 23 * HOUR
    const last = service.restart()
    await last.update(PRICED)
    assert.deepEqual([service.etagsSent, usdOf(last)], [[undefined, '"1"'], 1])
  })

  it('changes when the service publishes another one', async () => {
    const service = createService()
    const prices = service.restart()
    await prices.update(PRICED)
    Object.assign(service, { usd: 2, etag: '"2"', now: service.now + 25 * HOUR })
    await prices.update(PRICED)
    const changed = usdOf(prices)
    Object.assign(service, { usd: undefined, etag: '"3"', now: service.now + 25 * HOUR })
    await prices.update(PRICED)
    assert.deepEqual(
      [changed, usdOf(prices), prices.known(PRICED)],
      [2, undefined, { kind: 'published', pricing: undefined }],
    )
  })

  it('is read again soon after a charge that was not as estimated', async () => {
    const service = createService()
    const prices = service.restart()
    await prices.update(PRICED)
    Object.assign(service, { usd: 3, etag: '"3"' })
    await prices.expire(PRICED.origin, MODEL)
    await prices.update(PRICED)
    assert.equal(usdOf(prices), 3)
  })

  it('is not available offline, and is tried again after a minute', async () => {
    const service = createService()
    service.isOffline = true
    const prices = service.restart()
    let changes = 0
    prices.onDidChange(() => changes++)
    for (let i = 0; i < 3; i++) await prices.update(PRICED)
    const offline = [prices.known(PRICED).kind, service.etagsSent.length, changes]
    service.now += 61_000
    service.isOffline = false
    await prices.update(PRICED)
    assert.deepEqual([offline, usdOf(prices), changes], [['unavailable', 1, 1], 1, 2])
  })

  it('stays what it was while the service cannot be reached', async () => {
    const service = createService()
    const prices = service.restart()
    await prices.update(PRICED)
    Object.assign(service, { isOffline: true, now: service.now + 48 * HOUR })
    await prices.update(PRICED)
    assert.equal(usdOf(prices), 1)
  })

  it('is not used for another origin, and malformed storage counts as empty', async () => {
    const service = createService()
    const prices = service.restart()
    await prices.update(PRICED)
    const other = prices.estimate('https://other.example', REQUEST)
    for (const name of service.stored.keys()) service.stored.set(name, { readAt: 'x', pricing: 5 })
    assert.deepEqual([other, prices.known(PRICED).kind], [undefined, 'reading'])
  })
})
