import assert from 'node:assert/strict'
import { CALLS_PER_MINUTE } from '../../../../src/jobs/scheduler/rateLimiter.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { failure } from '../../../fixtures/jobs/fakeService.ts'
import { MINUTE, only } from '../../../fixtures/jobs/jobAssertions.ts'
import { makeWorld, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('the world outside', () => {
  it('is away for an hour: everything catches up, without a burst', async function () {
    this.timeout(60_000)
    using w = makeWorld()
    const window = w.window()
    w.service.workMs = 30_000
    const until = w.clock.now()
    for (let n = 0; n < 40; n++) {
      const sold = w.service.sell(`client ${n}`)
      window.store.create(
        buildNewJob({ patch: { generationId: sold.id, submittedAt: until, nextAt: until + n * 100 } }),
      )
    }
    w.service.away = true
    await w.pass(60 * MINUTE, 10_000)
    w.service.away = false
    w.service.calls.length = 0
    await w.pass(12 * MINUTE, 1000)
    const busiest = Math.max(
      ...w.service.calls.map(({ at }) => w.service.calls.filter((one) => one.at >= at && one.at < at + MINUTE).length),
    )
    assert.ok(busiest <= CALLS_PER_MINUTE + 5, `${busiest} calls in a minute`)
    assert.ok(window.store.list().every((job) => job.file.state === 'saved'))
    assert.equal(w.notices.length, 40)
  })

  it('has no file for anybody: fresh addresses are asked for within the pace', async function () {
    this.timeout(60_000)
    using w = makeWorld()
    const window = w.window()
    for (let n = 1; n <= 40; n++) {
      const sold = w.service.sell(`client ${n}`)
      w.files.set(sold.videoUrl ?? '', 404)
      const patch = { generationId: sold.id, resultUrl: sold.videoUrl ?? null, nextAt: w.clock.now() }
      window.store.create(buildNewJob({ state: 'completed', patch }))
    }
    await w.pass(5 * MINUTE, 2000)
    const busiest = Math.max(
      ...w.service.calls.map(({ at }) => w.service.calls.filter((one) => one.at >= at && one.at < at + MINUTE).length),
    )
    assert.ok(busiest <= CALLS_PER_MINUTE + 5, `${busiest} calls in a minute`)
    assert.ok(window.store.list().every((job) => job.file.state === 'lost'))
  })

  for (const days of [-1, 1, -400, 400]) {
    it(`sets the clock by ${days} days: every job goes on`, async () => {
      using w = makeWorld()
      const window = w.window()
      await window.engine.submit(REQUEST)
      await w.pass(2000)
      w.clock.jump(days * 24 * 60 * MINUTE)
      await w.pass(3 * MINUTE)
      assert.deepEqual([only(window).file.state, w.notices.length], ['saved', 1])
    })
  }

  it('refuses the key: nobody is asked for a while, and all go on at once with another', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    w.service.faults.get.push(...Array(50).fill({ kind: 'fail', failure: failure('unauthorized') }))
    await w.pass(10 * MINUTE, 2000)
    const asked = w.service.count('get')
    assert.ok(asked < 12, `asked ${asked} times`)
    w.service.faults.get.length = 0
    window.engine.connectionChanged()
    await w.pass(5000)
    assert.equal(only(window).file.state, 'saved')
  })

  it('loses its key: nothing is asked, nothing is lost', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    w.connected = false
    const calls = w.service.calls.length
    await w.pass(20 * MINUTE, 5000)
    assert.deepEqual([w.service.calls.length, only(window).state], [calls, 'queued'])
    w.connected = true
    await w.pass(5000)
    assert.equal(only(window).file.state, 'saved')
  })

  it('has a fault of this program in the way: no hot loop', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    const broken = window.store.transition.bind(window.store)
    window.store.transition = () => {
      throw new TypeError('Oops')
    }
    await w.pass(2 * MINUTE)
    assert.ok(w.service.count('get') <= 5, `${w.service.count('get')} looks in two minutes`)
    window.store.transition = broken
    await w.pass(MINUTE)
    assert.equal(only(window).file.state, 'saved')
  })
})
