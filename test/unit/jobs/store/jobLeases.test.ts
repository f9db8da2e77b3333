import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import { LEASE_MS } from '../../../../src/jobs/store/jobLeases.ts'
import { buildNewJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { idsOf, openWindows } from '../../../fixtures/jobs/leaseContext.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const SANDBOX = 'http://127.0.0.1:8787'

describe('JobLeases.claim', () => {
  it('never leases one job to two windows', async () => {
    using context = await openWindows(8)
    const { one, two, ids } = context
    const [first, second] = [await one.leases.claim('poll', ORIGIN, 3), await two.leases.claim('poll', ORIGIN, 3)]
    assert.equal(new Set([...first, ...second].map((job) => job.id)).size, 5)
    assert.deepEqual(
      idsOf([...first, ...second]),
      ids.slice(0, 5).sort(),
      'the jobs that waited longest, up to the burst',
    )
    assert.deepEqual(await two.leases.claim('poll', ORIGIN, 3), [], 'both windows share the rate limit')
  })

  it('returns the jobs first whose completion is the most likely, if the rate limit does not allow all', async () => {
    using context = await openWindows(0)
    const { leases, store } = context.one
    const overdue: readonly [id: string, lateMs: number, pollGapMs: number | undefined][] = [
      ['soon, a little late', 3000, 2000],
      ['not soon, late', 30_000, 60_000],
      ['not soon, very late', 120_000, 60_000],
      ['unknown', 12_000, undefined],
    ]
    for (const [id, lateMs, pollGapMs] of overdue) {
      const patch = { nextAt: START - lateMs, generationId: id, ...(pollGapMs === undefined ? {} : { pollGapMs }) }
      await store.create(buildNewJob({ id, patch }))
    }
    const claimed: string[] = []
    for (let n = 0; n < overdue.length; n++) claimed.push(...idsOf(await leases.claim('poll', ORIGIN, 1)))
    assert.deepEqual(claimed, ['not soon, very late', 'soon, a little late', 'unknown', 'not soon, late'])
  })

  it('returns only jobs that are due, not removed, and sent to the origin', async () => {
    using context = await openWindows(0)
    const { leases, store } = context.one
    await store.create(buildNewJob({ patch: { nextAt: START + 1 } }))
    await store.create(buildNewJob({ state: 'completed' }))
    await store.create(buildNewJob({ apiOrigin: SANDBOX, patch: { nextAt: START } }))
    await store.setRemoved((await store.create(buildNewJob({ patch: { nextAt: START } }))).id, START)
    assert.deepEqual(
      [leases.isAnythingDue(ORIGIN), await leases.claim('poll', ORIGIN, 9), await leases.claim('download', ORIGIN, 9)],
      [false, [], []],
    )
  })

  it('returns downloads from every origin, except of files on this computer', async () => {
    using context = await openWindows(0)
    const { leases, store } = context.one
    await store.create(buildNewJob({ apiOrigin: SANDBOX, patch: { nextAt: START } }))
    const { id } = await store.create(buildNewJob({ apiOrigin: SANDBOX, state: 'completed', patch: { nextAt: START } }))
    const local = { nextAt: START, resultUrl: 'http://127.0.0.1:9/v.mp4' }
    const file = await store.create(buildNewJob({ apiOrigin: SANDBOX, state: 'completed', patch: local }))
    assert.deepEqual([leases.isAnythingDue(ORIGIN), await leases.claim('poll', ORIGIN, 9)], [true, []])
    assert.deepEqual(idsOf(await leases.claim('download', ORIGIN, 9)), [id])
    assert.equal((await leases.claim('poll', SANDBOX, 9)).length, 1)
    assert.deepEqual(
      [leases.isAnythingDue(ORIGIN), idsOf(await leases.claim('download', SANDBOX, 9))],
      [false, [file.id]],
    )
  })
})

describe('a lease', () => {
  it('expires within a minute if its window does not renew it', async () => {
    using context = await openWindows(1)
    const { clock, one, two, ids } = context
    const claimed = idsOf(await one.leases.claim('poll', ORIGIN, 1))
    assert.deepEqual([claimed, LEASE_MS < MINUTE], [ids, true])
    clock.advance(LEASE_MS)
    assert.deepEqual(await two.leases.claim('poll', ORIGIN, 1), [])
    clock.advance(1)
    assert.deepEqual(idsOf(await two.leases.claim('poll', ORIGIN, 1)), ids)
    await one.leases.release(ids[0] ?? '')
    clock.advance(1)
    assert.deepEqual(await one.leases.claim('poll', ORIGIN, 1), [], 'a window cannot release the lease of another one')
  })

  it('lasts while its window renews it, and expires after the work has ended', async () => {
    using context = await openWindows(2)
    const { clock, one, two, ids } = context
    await one.leases.claim('poll', ORIGIN, 2)
    // The first job is finished, but the disk fails when its lease is released.
    one.store.database.sqlite.exec('PRAGMA query_only = ON')
    await assert.rejects(() => one.leases.release(ids[0] ?? ''))
    one.store.database.sqlite.exec('PRAGMA query_only = OFF')
    const claimed: string[] = []
    for (let elapsed = 0; elapsed <= 5 * MINUTE; elapsed += 10_000) {
      await one.leases.renew()
      claimed.push(...idsOf(await two.leases.claim('poll', ORIGIN, 2)))
      await two.leases.renew()
      clock.advance(10_000)
    }
    assert.deepEqual(claimed, ids.slice(0, 1))
  })

  it('ends when its window closes', async () => {
    using context = await openWindows(3)
    const { clock, one, two } = context
    await one.leases.claim('poll', ORIGIN, 3)
    await one.leases.releaseAll()
    clock.advance(1000)
    assert.equal((await two.leases.claim('poll', ORIGIN, 3)).length, 3)
  })

  for (const [change, jumpMs] of [
    ['a day back', -DAY],
    ['a day forward', DAY],
    ['a year back', -365 * DAY],
  ] as const) {
    it(`delays a job by less than a minute if the clock is set ${change}`, async () => {
      using context = await openWindows(1)
      const { clock, one, two } = context
      await one.store.create(buildNewJob({ patch: { nextAt: START + 5 * MINUTE } }))
      await one.leases.claim('poll', ORIGIN, 1)
      await one.rateLimiter.pause(ORIGIN, 5 * MINUTE, 'rateLimited')
      clock.changeTime(jumpMs + 1000)
      await one.leases.renew()
      assert.equal((await two.leases.claim('poll', ORIGIN, 5)).length, 1, 'the waiting job, and not the leased one')
      clock.advance(LEASE_MS + 1000)
      const claimed = [...(await two.leases.claim('poll', ORIGIN, 5)), ...(await one.leases.claim('poll', ORIGIN, 5))]
      assert.equal(claimed.length, 2)
    })
  }
})

describe('a download that waits for an hour', () => {
  for (const [change, jumpMs, isDue] of [
    ['is not changed', 0, false],
    ['is set an hour back', -60 * MINUTE, false],
    ['is set a day back', -DAY, true],
    ['is set a year back', -365 * DAY, true],
    ['is set a day forward', DAY, true],
  ] as const) {
    it(`is ${isDue ? 'due' : 'not due'} if the clock ${change}`, async () => {
      using context = await openWindows(0)
      const { clock, one } = context
      const patch = { nextAt: START + 60 * MINUTE }
      await one.store.create(buildNewJob({ state: 'completed', patch }))
      clock.changeTime(jumpMs)
      const claimed = await one.leases.claim('download', ORIGIN, 1)
      assert.deepEqual([claimed.length, one.leases.isAnythingDue(ORIGIN)], [isDue ? 1 : 0, false])
    })
  }
})

describe('JobLeases.claim after a window was stopped for longer than a lease lasts', () => {
  it('does not return the jobs that this window still works on', async () => {
    using context = await openWindows(1)
    const { clock, one, two, ids } = context
    await one.leases.claim('poll', ORIGIN, 1)
    clock.advance(LEASE_MS + 1)
    assert.deepEqual(
      [await one.leases.claim('poll', ORIGIN, 1), idsOf(await two.leases.claim('poll', ORIGIN, 1))],
      [[], ids],
    )
  })
})

describe('JobLeases.confirm', () => {
  it('renews an expired lease, and returns false if another window has claimed the job or it was removed', async () => {
    using context = await openWindows(2)
    const { clock, one, two, ids } = context
    const [claimed = '', other = ''] = ids
    await one.leases.claim('poll', ORIGIN, 2)
    clock.advance(LEASE_MS + 1)
    const renewed = await one.leases.confirm(claimed)
    await two.leases.claim('poll', ORIGIN, 2)
    const results = [renewed, await one.leases.confirm(claimed), await one.leases.confirm(other)]
    await two.store.setRemoved(other, START)
    assert.deepEqual([...results, await two.leases.confirm(other)], [true, true, false, false])
  })
})

describe('JobStore.scheduleUnauthorized', () => {
  it('makes the jobs of one origin due whose key was not accepted', async () => {
    using context = await openWindows(0)
    const { leases, store } = context.one
    const unauthorized = { error: errorDetail('unauthorized', {}), nextAt: START + MINUTE }
    const { id } = await store.create(buildNewJob({ patch: unauthorized }))
    await store.create(buildNewJob({ apiOrigin: 'https://other.example', patch: unauthorized }))
    await store.create(buildNewJob({ state: 'failed', patch: { ...unauthorized, nextAt: null } }))
    await store.create(buildNewJob({ patch: { nextAt: START + MINUTE } }))
    await store.scheduleUnauthorized(ORIGIN, START)
    assert.deepEqual(idsOf(await leases.claim('poll', ORIGIN, 5)), [id])
    assert.equal((await leases.claim('poll', 'https://other.example', 5)).length, 0)
  })
})
