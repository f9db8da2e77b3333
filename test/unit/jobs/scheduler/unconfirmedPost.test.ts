import assert from 'node:assert/strict'
import { AppError } from '../../../../src/core/errors.ts'
import { availableActions } from '../../../../src/core/job/actions.ts'
import { needsDecision } from '../../../../src/core/job/job.ts'
import { SEARCH_DELAYS_MS } from '../../../../src/core/job/pollSchedule.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'
import { isAppError, notifiedStates, onlyJob } from '../../../fixtures/jobs/jobAssertions.ts'
import { createGate, createTestContext, MINUTE, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('a POST without a response', () => {
  it('is found in the logs and is not sent again', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.logLagMs = 40_000
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
    assert.equal((await window.scheduler.submit(REQUEST)).state, 'unconfirmed')
    await context.advance(3 * MINUTE, 2000)
    assert.deepEqual(
      [
        onlyJob(window).file.state,
        context.service.callCount('post'),
        context.service.callCount('logs'),
        notifiedStates(context),
      ],
      [...['saved', 1, 3], [['completed', 'saved']]],
    )
  })

  it('leads to one notification if it is not found, while the search continues for two hours', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
    context.service.logLagMs = 3 * 60 * MINUTE
    const { id } = await window.scheduler.submit(REQUEST)
    await context.advance(5 * MINUTE, 5000)
    assert.deepEqual(
      [needsDecision(onlyJob(window)), onlyJob(window).nextAt !== undefined, notifiedStates(context)],
      [true, true, [['unconfirmed', 'none']]],
    )
    await context.advance(135 * MINUTE, 30_000)
    assert.deepEqual(
      [onlyJob(window).state, onlyJob(window).nextAt, context.service.callCount('logs'), context.notifications.length],
      ['unconfirmed', undefined, SEARCH_DELAYS_MS.length, 1],
    )
    await context.advance(50 * MINUTE, 5 * MINUTE)
    await window.scheduler.checkAgain(id)
    await context.advance(MINUTE)
    assert.deepEqual(
      [
        onlyJob(window).file.state,
        notifiedStates(context).at(-1),
        context.notifications.length,
        context.service.callCount('post'),
      ],
      [...['saved', ['completed', 'saved']], ...[2, 1]],
    )
  })

  it('is found if the logs list a generation only after it has ended', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
    context.service.durationMs = 40 * MINUTE
    context.service.logLagMs = 41 * MINUTE
    await window.scheduler.submit(REQUEST)
    await context.advance(60 * MINUTE, 10_000)
    assert.deepEqual([onlyJob(window).file.state, context.service.callCount('post')], ['saved', 1])
  })

  it('is left to the user while the logs cannot be read for ten days, and is found after that', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
    const errors = ['serviceError', 'unreadable'] as const
    const isDown = (call: number) => ({ kind: 'error', error: apiError(errors[call % 2] ?? 'unreadable') }) as const
    context.service.faults.logs.push(...Array.from({ length: 3000 }, (_, call) => isDown(call)))
    await window.scheduler.submit(REQUEST)
    await context.advance(10 * MINUTE, 10_000)
    const actions = availableActions(onlyJob(window), { hasRequest: true })
    assert.deepEqual(
      [notifiedStates(context), actions.has('retry'), actions.has('checkAgain')],
      [[['unconfirmed', 'none']], true, true],
    )
    await context.advance(10 * 24 * 60 * MINUTE, 20 * MINUTE)
    const calls = context.service.callCount('logs')
    assert.ok(calls < 11 * 24 * 6, `${calls} searches`)
    assert.deepEqual([context.notifications.length, onlyJob(window).nextAt !== undefined], [1, true])
    context.service.faults.logs.length = 0
    await context.advance(15 * MINUTE, 10_000)
    assert.equal(onlyJob(window).file.state, 'saved')
  })

  it('can be retried once, by one of several windows, and its generation is kept if it is found later', async () => {
    using context = createTestContext()
    const [window, other] = [context.openWindow(), context.openWindow()]
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
    context.service.logLagMs = 30 * MINUTE
    const { id } = await window.scheduler.submit(REQUEST)
    await context.advance(5 * MINUTE, 5000)
    const retries = await Promise.allSettled([
      window.scheduler.retry(id),
      other.scheduler.retry(id),
      window.scheduler.retry(id),
    ])
    const conflicts = retries.filter((it) => it.status === 'rejected' && isAppError('conflict')(it.reason))
    const retried = window.store.get(id)
    assert.ok(retried)
    assert.deepEqual(
      [conflicts.length, context.service.callCount('post'), retried.state, retried.retriedAs !== undefined],
      [2, 2, 'unconfirmed', true],
    )
    assert.equal(availableActions(retried, { hasRequest: true }).has('retry'), false)
    await context.advance(60 * MINUTE, 20_000)
    assert.deepEqual(
      window.store.list().map((job) => [job.file.state, job.generationId]),
      [
        ['saved', '2:alibaba/wan'],
        ['saved', '1:alibaba/wan'],
      ],
    )
    assert.equal(
      new Set(context.notifications.map((job) => `${job.id} ${job.state}`)).size,
      context.notifications.length,
    )
  })

  it('is searched for after the next start if the window was killed', async () => {
    using context = createTestContext()
    const killed = context.openWindow()
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
    void killed.scheduler.submit(REQUEST)
    await context.runPending()
    killed.kill()
    const window = context.openWindow()
    await context.advance(25_000)
    assert.equal(onlyJob(window).state, 'submitting', 'its window may still be open')
    await context.advance(2 * MINUTE)
    assert.deepEqual([onlyJob(window).file.state, context.service.callCount('post')], ['saved', 1])
  })

  it('may take any time while its window is open', async () => {
    using context = createTestContext()
    const [window] = [context.openWindow(), context.openWindow()]
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
    const submitted = window.scheduler.submit(REQUEST)
    await context.advance(5 * MINUTE, 5000)
    assert.deepEqual([onlyJob(window).state, context.service.callCount('logs')], ['submitting', 0])
    gate.open()
    assert.equal((await submitted).generationId, '1:alibaba/wan')
  })

  it('is confirmed by a late response, whether or not another window has found it', async () => {
    for (const lag of [0, 60 * MINUTE]) {
      using context = createTestContext()
      const window = context.openWindow()
      const gate = createGate()
      context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
      context.service.logLagMs = lag
      const submitted = window.scheduler.submit(REQUEST)
      await context.runPending()
      // The computer slept: the lease expired, and another window continued first.
      const other = context.openWindow()
      context.clock.changeTime(MINUTE)
      window.store.database.run('UPDATE jobs SET lease_until = 0')
      await context.advance(15 * MINUTE, 10_000)
      gate.open()
      const job = await submitted
      await context.advance(2 * MINUTE)
      assert.deepEqual(
        [job.generationId, onlyJob(other).file.state, context.service.callCount('post')],
        [...['1:alibaba/wan', 'saved', 1]],
      )
      assert.deepEqual(notifiedStates(context).at(-1), ['completed', 'saved'])
    }
  })

  it('reports the generation ID if the response cannot be stored, and finds the generation later', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    // The window always has work: renewing those leases must not renew the lease of the job.
    for (let n = 0; n < 5; n++)
      await window.store.create(buildNewJob({ patch: { nextAt: context.clock.now(), generationId: `x${n}` } }))
    context.service.gate = (call) => {
      if (call.kind === 'post') window.store.database.sqlite.exec('PRAGMA query_only = ON')
      return undefined
    }
    await assert.rejects(
      window.scheduler.submit(REQUEST),
      isAppError('unsettled', /The generation ID is 1:alibaba\/wan\./),
    )
    assert.match(window.log.errors.join('\n'), /1:alibaba\/wan/)
    window.store.database.sqlite.exec('PRAGMA query_only = OFF')
    context.service.gate = undefined
    await context.advance(3 * MINUTE)
    const job = window.store.list().find((it) => it.prompt === 'A dancer')
    assert.deepEqual([job?.file.state, context.service.callCount('post')], ['saved', 1])
  })

  for (const code of ['connectionLost', 'serviceError', 'unreadable'] as const) {
    it(`that ends with ${code} and cannot be stored is never reported as not sent`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      context.service.faults.post.push({ kind: 'error', error: apiError(code), isAccepted: true })
      context.service.gate = (call) => {
        if (call.kind === 'post') window.store.database.sqlite.exec('PRAGMA query_only = ON')
        return undefined
      }
      const error = await window.scheduler.submit(REQUEST).catch((reason: unknown) => reason)
      assert.ok(error instanceof AppError && isAppError('unsettled', /may be billed.* Do not send it again/)(error))
      assert.doesNotMatch(errorSentence(error), /nothing (is|was) sent|nothing can be|try again/i)
    })
  }

  it('is continued by another window as soon as its window closes', async () => {
    using context = createTestContext()
    const closed = context.openWindow()
    const window = context.openWindow()
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
    void closed.scheduler.submit(REQUEST)
    await context.runPending()
    closed.close()
    await context.advance(2000)
    assert.equal(onlyJob(window).state, 'unconfirmed')
    await context.advance(MINUTE)
    assert.deepEqual([onlyJob(window).file.state, context.service.callCount('post')], ['saved', 1])
  })

  const errors = [
    apiError('unreachable', { sent: false }),
    apiError('connectionLost', { sent: false }),
    apiError('badRequest'),
  ]
  for (const error of errors) {
    it(`that ends with ${error.code} (sent: ${error.sent}) fails, and can be retried once`, async () => {
      using context = createTestContext()
      const [window, other] = [context.openWindow(), context.openWindow()]
      context.service.faults.post.push({ kind: 'error', error })
      const { id, state } = await window.scheduler.submit(REQUEST)
      await context.advance(2000)
      assert.deepEqual(
        [state, notifiedStates(context), context.service.callCount('logs')],
        ['failed', [['failed', 'none']], 0],
      )
      const retries = await Promise.allSettled([
        window.scheduler.retry(id),
        other.scheduler.retry(id),
        window.scheduler.retry(id),
      ])
      const fulfilled = retries.filter((it) => it.status === 'fulfilled')
      const conflicts = retries.filter((it) => it.status === 'rejected' && isAppError('conflict')(it.reason))
      assert.deepEqual([fulfilled.length, conflicts.length, context.service.callCount('post')], [1, 2, 2])
      await context.advance(MINUTE)
      assert.deepEqual([onlyJob(window).file.state, context.service.generations.length], ['saved', 1])
    })
  }

  it('that ends with 429 delays every other call', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await window.store.create(buildNewJob({ patch: { nextAt: context.clock.now() + 2000, generationId: 'x' } }))
    context.service.faults.post.push({ kind: 'error', error: apiError('rateLimited', { retryAfterMs: 30_000 }) })
    await window.scheduler.submit(REQUEST)
    await context.advance(29_000)
    assert.equal(context.service.callCount('get'), 0)
    await context.advance(2000)
    assert.equal(context.service.callCount('get'), 1)
  })
})
