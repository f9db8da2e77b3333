import assert from 'node:assert/strict'
import { AppError } from '../../../../src/core/errors.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { failure } from '../../../fixtures/jobs/fakeService.ts'
import { MINUTE, only, rejects, said } from '../../../fixtures/jobs/jobAssertions.ts'
import { gate, makeWorld, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('a POST without an answer', () => {
  it('is looked for and found, with one POST', async () => {
    using w = makeWorld()
    const window = w.window()
    w.service.logLagMs = 40_000
    w.service.faults.post.push({ kind: 'fail', failure: failure('connectionLost'), sold: true })
    assert.equal((await window.engine.submit(REQUEST)).state, 'unconfirmed')
    await w.pass(3 * MINUTE, 2000)
    assert.deepEqual(
      [only(window).file.state, w.service.count('post'), w.service.count('logs'), said(w)],
      [...['saved', 1, 3], [['completed', 'saved']]],
    )
  })

  it('is told of once when it is not found, and can be looked for again', async () => {
    using w = makeWorld()
    const window = w.window()
    w.service.faults.post.push({ kind: 'fail', failure: failure('connectionLost'), sold: true })
    w.service.logLagMs = 20 * MINUTE
    const { id } = await window.engine.submit(REQUEST)
    await w.pass(15 * MINUTE, 5000)
    assert.deepEqual(
      [only(window).state, only(window).nextAt, said(w)],
      ['unconfirmed', undefined, [['unconfirmed', 'none']]],
    )
    await w.pass(10 * MINUTE, 30_000)
    assert.equal(w.service.count('logs'), 6)
    window.engine.checkAgain(id)
    await w.pass(MINUTE)
    assert.deepEqual(
      [only(window).file.state, said(w).at(-1), w.notices.length, w.service.count('post')],
      [...['saved', ['completed', 'saved']], ...[2, 1]],
    )
  })

  it('is looked for at the next start when the window died before it', async () => {
    using w = makeWorld()
    const dying = w.window()
    const held = gate()
    w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
    void dying.engine.submit(REQUEST)
    await w.settle()
    dying.kill()
    const window = w.window()
    await w.pass(25_000)
    assert.equal(only(window).state, 'submitting', 'its window may be alive')
    await w.pass(2 * MINUTE)
    assert.deepEqual([only(window).file.state, w.service.count('post')], ['saved', 1])
  })

  it('may take as long as it likes while its window lives', async () => {
    using w = makeWorld()
    const [window] = [w.window(), w.window()]
    const held = gate()
    w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
    const submitted = window.engine.submit(REQUEST)
    await w.pass(5 * MINUTE, 5000)
    assert.deepEqual([only(window).state, w.service.count('logs')], ['submitting', 0])
    held.open()
    assert.equal((await submitted).generationId, '1:alibaba/wan')
  })

  it('is answered late, after another window looked for it: found either way, one generation, one notice', async () => {
    for (const lag of [0, 60 * MINUTE]) {
      using w = makeWorld()
      const window = w.window()
      const held = gate()
      w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
      w.service.logLagMs = lag
      const submitted = window.engine.submit(REQUEST)
      await w.settle()
      // The laptop slept: the lease ran out, and another window was the first to wake.
      const other = w.window()
      w.clock.jump(MINUTE)
      window.store.database.run('UPDATE jobs SET lease_until = 0')
      await w.pass(15 * MINUTE, 10_000)
      held.open()
      const answer = await submitted
      await w.pass(2 * MINUTE)
      assert.deepEqual(
        [answer.generationId, only(other).file.state, w.service.count('post')],
        [...['1:alibaba/wan', 'saved', 1]],
      )
      assert.deepEqual(said(w).at(-1), ['completed', 'saved'])
    }
  })

  it('tells the id of what was bought when it cannot be written down, and looks for it once it can', async () => {
    using w = makeWorld()
    const window = w.window()
    // The window never rests: work on others must not keep the lease of what nobody works on.
    for (let n = 0; n < 5; n++)
      window.store.create(buildNewJob({ patch: { nextAt: w.clock.now(), generationId: `x${n}` } }))
    w.service.gate = (call) => {
      if (call.kind === 'post') window.store.database.sqlite.exec('PRAGMA query_only = ON')
      return undefined
    }
    await assert.rejects(window.engine.submit(REQUEST), rejects('unsettled', /The generation ID is 1:alibaba\/wan\./))
    assert.match(window.log.errors.join('\n'), /1:alibaba\/wan/)
    window.store.database.sqlite.exec('PRAGMA query_only = OFF')
    w.service.gate = undefined
    await w.pass(3 * MINUTE)
    const job = window.store.list().find((one) => one.prompt === 'A dancer')
    assert.deepEqual([job?.file.state, w.service.count('post')], ['saved', 1])
  })

  for (const kind of ['connectionLost', 'serviceError', 'unreadable'] as const) {
    it(`because of ${kind} is never called unsent, though it cannot be written down`, async () => {
      using w = makeWorld()
      const window = w.window()
      w.service.faults.post.push({ kind: 'fail', failure: failure(kind), sold: true })
      w.service.gate = (call) => {
        if (call.kind === 'post') window.store.database.sqlite.exec('PRAGMA query_only = ON')
        return undefined
      }
      const refusal = await window.engine.submit(REQUEST).catch((error: unknown) => error)
      assert.ok(refusal instanceof AppError && rejects('unsettled', /may be billed.* Do not send it again/)(refusal))
      assert.doesNotMatch(errorSentence(refusal), /nothing (is|was) sent|nothing can be|try again/i)
    })
  }

  it('in a window that closes meanwhile is taken over at once', async () => {
    using w = makeWorld()
    const closing = w.window()
    const window = w.window()
    const held = gate()
    w.service.gate = (call) => (call.kind === 'post' ? held.promise : undefined)
    void closing.engine.submit(REQUEST)
    await w.settle()
    closing.close()
    await w.pass(2000)
    assert.equal(only(window).state, 'unconfirmed')
    await w.pass(MINUTE)
    assert.deepEqual([only(window).file.state, w.service.count('post')], ['saved', 1])
  })

  const provably = [
    failure('unreachable', { sent: false }),
    failure('connectionLost', { sent: false }),
    failure('badRequest'),
  ]
  for (const one of provably) {
    it(`because of ${one.code} ${one.sent} is failed, and can be tried again once`, async () => {
      using w = makeWorld()
      const [window, other] = [w.window(), w.window()]
      w.service.faults.post.push({ kind: 'fail', failure: one })
      const { id, state } = await window.engine.submit(REQUEST)
      await w.pass(2000)
      assert.deepEqual([state, said(w), w.service.count('logs')], ['failed', [['failed', 'none']], 0])
      const tries = await Promise.allSettled([window.engine.retry(id), other.engine.retry(id), window.engine.retry(id)])
      const fulfilled = tries.filter((one) => one.status === 'fulfilled')
      const conflicts = tries.filter((one) => one.status === 'rejected' && rejects('conflict')(one.reason))
      assert.deepEqual([fulfilled.length, conflicts.length, w.service.count('post')], [1, 2, 2])
      await w.pass(MINUTE)
      assert.deepEqual([only(window).file.state, w.service.sold.length], ['saved', 1])
    })
  }

  it('because of a 429 makes every other call wait', async () => {
    using w = makeWorld()
    const window = w.window()
    window.store.create(buildNewJob({ patch: { nextAt: w.clock.now() + 2000, generationId: 'x' } }))
    w.service.faults.post.push({ kind: 'fail', failure: failure('rateLimited', { retryAfterMs: 30_000 }) })
    await window.engine.submit(REQUEST)
    await w.pass(29_000)
    assert.equal(w.service.count('get'), 0)
    await w.pass(2000)
    assert.equal(w.service.count('get'), 1)
  })
})
