import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import { CALLS_PER_MINUTE } from '../../../../src/jobs/scheduler/rateLimiter.ts'
import { JobLeases, LEASE_MS } from '../../../../src/jobs/store/jobLeases.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { buildNewJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const BURST = 5

/** Two windows on one folder, and some jobs that are due. */
function windows(jobs: number): Disposable & { stores: JobStore[]; one: JobLeases; two: JobLeases; ids: string[] } {
  const folder = tempFolder()
  const stores = [1, 2].map(() => new JobStore(folder.path, recordingLog(), START))
  const [one, two] = stores.map((store, n) => new JobLeases(store, `window ${n}`)) as [JobLeases, JobLeases]
  const due = (n: number) => buildNewJob({ patch: { next_at: START - jobs + n, generation_id: `g${n}` } })
  const ids = Array.from({ length: jobs }, (_, n) => stores[0]?.create(due(n)).id ?? '')
  const dispose = () => {
    for (const store of stores) store.close()
    folder[Symbol.dispose]()
  }
  return { stores, one, two, ids, [Symbol.dispose]: dispose }
}

const idsOf = (jobs: readonly { id: string }[]) => jobs.map((job) => job.id).sort()

describe('claims', () => {
  it('never give one job to two windows', () => {
    using w = windows(8)
    const [a, b] = [w.one.claim('look', ORIGIN, 3, START), w.two.claim('look', ORIGIN, 3, START)]
    assert.equal(new Set([...a, ...b].map((job) => job.id)).size, 5)
    assert.deepEqual(idsOf([...a, ...b]), w.ids.slice(0, 5).sort(), 'those that waited longest, within the burst')
    assert.deepEqual(w.two.claim('look', ORIGIN, 3, START), [], 'the pace is one for all windows')
  })

  it('are for jobs that are due, not hidden, of this origin', () => {
    using w = windows(0)
    const store = w.stores[0] as JobStore
    store.create(buildNewJob({ patch: { next_at: START + 1 } }))
    store.create(buildNewJob({ state: 'completed' }))
    store.create(buildNewJob({ apiOrigin: 'http://127.0.0.1:8787', patch: { next_at: START } }))
    store.setRemoved(store.create(buildNewJob({ patch: { next_at: START } })).id, START)
    assert.deepEqual(
      [
        w.one.isAnythingDue(ORIGIN, START),
        w.one.claim('look', ORIGIN, 9, START),
        w.one.claim('file', ORIGIN, 9, START),
      ],
      [false, [], []],
    )
    const file = buildNewJob({ apiOrigin: 'http://127.0.0.1:8787', state: 'completed', patch: { next_at: START } })
    store.create(file)
    assert.deepEqual(
      [w.one.isAnythingDue(ORIGIN, START), w.one.claim('look', ORIGIN, 9, START)],
      [true, []],
      'a file is no look',
    )
    assert.deepEqual(idsOf(w.one.claim('file', ORIGIN, 9, START)), [file.id], 'a file is fetched from anywhere')
    assert.equal(w.one.claim('look', 'http://127.0.0.1:8787', 9, START).length, 1)
  })

  it('go to another window when their own gives no sign of life, within a minute', () => {
    using w = windows(1)
    const claimed = idsOf(w.one.claim('look', ORIGIN, 1, START))
    const until = START + LEASE_MS
    assert.deepEqual([claimed, LEASE_MS < MINUTE], [w.ids, true])
    assert.deepEqual(w.two.claim('look', ORIGIN, 1, until), [])
    assert.deepEqual(idsOf(w.two.claim('look', ORIGIN, 1, until + 1)), w.ids)
    w.one.release(w.ids[0] ?? '')
    assert.deepEqual(
      w.one.claim('look', ORIGIN, 1, until + 2),
      [],
      'the old window cannot give away what is not its own',
    )
  })

  it('last as long as they are renewed, and no longer than they are worked on', () => {
    using w = windows(2)
    w.one.claim('look', ORIGIN, 2, START)
    const store = w.stores[0] as JobStore
    // The first job is done, but the disk refused to take that down.
    store.db.exec('PRAGMA query_only = ON')
    assert.throws(() => w.one.release(w.ids[0] ?? ''))
    store.db.exec('PRAGMA query_only = OFF')
    const taken: string[] = []
    for (let now = START; now <= START + 5 * MINUTE; now += 10_000) {
      w.one.renew(now)
      taken.push(...idsOf(w.two.claim('look', ORIGIN, 2, now)))
      w.two.renew(now)
    }
    assert.deepEqual(taken, w.ids.slice(0, 1))
  })

  it('are given back at once when the window closes', () => {
    using w = windows(3)
    w.one.claim('look', ORIGIN, 3, START)
    w.one.releaseAll()
    w.two.pace.resume(ORIGIN)
    assert.equal(w.two.claim('look', ORIGIN, 3, START + 1000).length, 3)
  })

  for (const [what, jumpMs] of [
    ['a day back', -DAY],
    ['a day forward', DAY],
    ['a year back', -365 * DAY],
  ] as const) {
    it(`go on within a minute when the clock is set ${what}`, () => {
      using w = windows(1)
      const store = w.stores[0] as JobStore
      store.create(buildNewJob({ patch: { next_at: START + 5 * MINUTE } }))
      w.one.claim('look', ORIGIN, 1, START)
      w.one.pace.pause(ORIGIN, 5 * MINUTE, START)
      const later = START + jumpMs + 1000
      w.one.renew(later)
      assert.deepEqual(w.two.claim('look', ORIGIN, 5, later).length, 1, 'what waits; not what is alive')
      assert.deepEqual(w.two.claim('look', ORIGIN, 5, later + LEASE_MS + 1000).length, 2)
    })
  }
})

describe('the pace', () => {
  it('holds 300 due jobs to the limit in any minute, and lets nobody starve', function () {
    this.timeout(30_000)
    using w = windows(300)
    const store = w.stores[0] as JobStore
    store.db.exec('PRAGMA synchronous = OFF')
    w.stores[1]?.db.exec('PRAGMA synchronous = OFF')
    const calls: number[] = []
    const perJob = new Map<string, number>()
    for (let now = START; now < START + 10 * MINUTE; now += 500) {
      for (const claims of [w.one, w.two]) {
        for (const job of claims.claim('look', ORIGIN, 4, now)) {
          calls.push(now)
          perJob.set(job.id, (perJob.get(job.id) ?? 0) + 1)
          store.patch(job.id, { next_at: now + 4000, lease_until: 0 })
        }
      }
    }
    const busiest = Math.max(...calls.map((from) => calls.filter((at) => at >= from && at < from + MINUTE).length))
    assert.ok(busiest <= CALLS_PER_MINUTE + BURST, `${busiest} calls in a minute`)
    assert.ok(calls.length >= 9.5 * CALLS_PER_MINUTE, `only ${calls.length} calls`)
    assert.deepEqual([perJob.size, Math.max(...perJob.values()) - Math.min(...perJob.values()) <= 1], [300, true])
  })

  it('stops for all when one is told to wait, as long as the longest wait says, and ten minutes at most', () => {
    using w = windows(5)
    w.one.pace.pause(ORIGIN, 60_000, START)
    w.two.pace.pause(ORIGIN, 1000, START + 10)
    assert.deepEqual(
      [w.two.claim('look', ORIGIN, 5, START + 59_999), w.one.takeTurn(ORIGIN, START + 59_999)],
      [[], false],
    )
    assert.equal(w.two.claim('look', ORIGIN, 5, START + 60_000).length, 5)
    w.one.pace.pause(ORIGIN, 1e15, START)
    assert.deepEqual(
      [w.two.pace.allowed(ORIGIN, START + 10 * MINUTE - 1), w.two.pace.allowed('https://other.example', START)],
      [0, BURST],
    )
    assert.ok(w.two.pace.allowed(ORIGIN, START + 10 * MINUTE) > 0)
  })

  it('counts purchases and single turns too', () => {
    using w = windows(1)
    w.one.pace.spend(ORIGIN, 3, START)
    const turns = [1, 2, 3].map(() => w.two.takeTurn(ORIGIN, START))
    assert.deepEqual([turns, w.one.claim('look', ORIGIN, 1, START)], [[true, true, false], []])
    assert.equal(w.one.claim('look', ORIGIN, 1, START + 1000).length, 1)
  })

  it('lets refused jobs go on at once with another key, those of other origins not', () => {
    using w = windows(0)
    const store = w.stores[0] as JobStore
    const refused = { error: errorDetail('unauthorized', {}), next_at: START + MINUTE }
    const { id } = store.create(buildNewJob({ patch: refused }))
    store.create(buildNewJob({ apiOrigin: 'https://other.example', patch: refused }))
    store.create(buildNewJob({ state: 'failed', patch: { ...refused, next_at: null } }))
    store.create(buildNewJob({ patch: { next_at: START + MINUTE } }))
    w.one.pace.pause(ORIGIN, MINUTE, START)
    w.one.forgetRefusals(ORIGIN, START)
    assert.deepEqual(idsOf(w.one.claim('look', ORIGIN, 5, START)), [id])
    assert.equal(w.one.claim('look', 'https://other.example', 5, START).length, 0)
  })
})
