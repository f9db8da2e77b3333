import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../../../../src/core/job/job.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'
import { isAppError, notifiedStates, onlyJob, videoFiles } from '../../../fixtures/jobs/jobAssertions.ts'
import { createGate, createTestContext, MINUTE, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('actions of the user', () => {
  it('keep the request file of a job when they retry it', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const sourceUri = 'file:///workspace/dance.wanvace.json'
    context.service.faults.post.push({ kind: 'error', error: apiError('badRequest') })
    const { id } = await window.scheduler.submit(REQUEST, { sourceUri })
    assert.deepEqual(
      [window.store.latestFrom(sourceUri)?.id, window.store.latestFrom('file:///other')],
      [id, undefined],
    )
    const retry = await window.scheduler.retry(id)
    assert.deepEqual([retry.sourceUri, window.store.latestFrom(sourceUri)?.id], [sourceUri, retry.id])
  })

  it('stop a job during a poll that would fail it', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await window.scheduler.submit(REQUEST)
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'get' ? gate.promise : undefined)
    context.service.faults.get.push({ kind: 'response', patch: { status: 'error' } })
    await context.advance(12_000)
    await window.scheduler.stop(id)
    gate.open()
    await context.advance(5000)
    assert.deepEqual([onlyJob(window).state, notifiedStates(context)], ['stopped', []])
  })

  it('stop a job during a poll, until Check Again', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await window.scheduler.submit(REQUEST)
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'get' ? gate.promise : undefined)
    await context.advance(12_000)
    assert.equal(context.service.callCount('get'), 1)
    await window.scheduler.stop(id)
    gate.open()
    await context.advance(5 * MINUTE, 5000)
    assert.deepEqual(
      [onlyJob(window).state, context.service.callCount('get'), notifiedStates(context)],
      ['stopped', 1, []],
    )
    await window.scheduler.checkAgain(id)
    await context.advance(5000)
    assert.deepEqual([onlyJob(window).file.state, notifiedStates(context)], ['saved', [['completed', 'saved']]])
  })

  it('reject with a conflict in states that do not allow them', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const states = ['submitting', 'unconfirmed', 'queued', 'generating', 'completed', 'failed', 'stopped'] as const
    const jobs: Job[] = []
    for (const state of states) {
      jobs.push(await window.store.create(buildNewJob({ state, apiOrigin: 'https://elsewhere.example' })))
    }
    const allowedIn = async (action: (id: string) => Promise<void>) => {
      const allowed: string[] = []
      for (const { id, state } of jobs) {
        try {
          await action(id)
          allowed.push(state)
        } catch (error) {
          assert.ok(isAppError('conflict')(error), String(error))
        }
      }
      return allowed
    }
    assert.deepEqual(await allowedIn((id) => window.scheduler.downloadAgain(id)), ['completed'])
    assert.deepEqual(await allowedIn((id) => window.scheduler.checkAgain(id)), ['unconfirmed'])
    assert.deepEqual(await allowedIn((id) => window.scheduler.stop(id)), ['queued', 'generating', 'stopped'])
    await assert.rejects(() => window.scheduler.stop('unknown'), isAppError('conflict'))
    await assert.rejects(window.scheduler.retry('unknown'), isAppError('conflict'))
    assert.equal(context.service.calls.length, 0)
  })

  it('remove a job, restore it completely with Undo, and delete it later', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await window.scheduler.submit(REQUEST)
    await context.advance(MINUTE)
    await window.scheduler.remove(id)
    await context.advance(10_000)
    await window.scheduler.undoRemove(id)
    await context.advance(MINUTE)
    assert.deepEqual([onlyJob(window).file.state, videoFiles(context)], ['saved', [`${id}.mp4`]])
    await window.scheduler.remove(id)
    await context.advance(17_000)
    assert.deepEqual([window.store.has(id), videoFiles(context), context.notifications.length], [false, [], 1])
    await window.scheduler.undoRemove(id)
    assert.deepEqual(window.store.list(), [])
  })

  it('remove a job during its poll or download without a notification', async () => {
    for (const kind of ['get', 'file'] as const) {
      using context = createTestContext()
      const window = context.openWindow()
      const { id } = await window.scheduler.submit(REQUEST)
      const gate = createGate()
      if (kind === 'get') context.service.gate = (call) => (call.kind === 'get' ? gate.promise : undefined)
      else
        window.store.onDidChange(() => {
          if (window.store.get(id)?.file.state === 'downloading') void window.scheduler.remove(id)
        })
      await context.advance(15_000)
      if (kind === 'get') await window.scheduler.remove(id)
      gate.open()
      await context.advance(MINUTE)
      assert.deepEqual([window.store.has(id), context.notifications, videoFiles(context)], [false, [], []])
    }
  })

  it('leave no file if a job is deleted during its download', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const gate = createGate()
    context.downloadGate = gate.promise
    const { id } = await window.scheduler.submit(REQUEST)
    await context.advance(15_000)
    assert.equal(onlyJob(window).file.state, 'downloading')
    await window.scheduler.remove(id)
    await context.advance(20_000)
    assert.equal(window.store.has(id), false)
    gate.open()
    await context.advance(2000)
    assert.deepEqual(videoFiles(context), [])
  })

  for (const [when, isUndone, seconds] of [
    ['after Undo', true, 5],
    ['soon', false, 5],
    ['later', false, 60],
  ] as const) {
    it(`remove a job while its request is being sent: it returns if the service accepts it ${when}`, async () => {
      using context = createTestContext()
      const window = context.openWindow()
      const gate = createGate()
      context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
      // Only the response has the ID, not the logs.
      context.service.logLagMs = 100 * MINUTE
      const submitted = window.scheduler.submit(REQUEST)
      await context.runPending()
      const { id } = onlyJob(window)
      await window.scheduler.remove(id)
      await context.advance(seconds * 1000)
      assert.deepEqual([window.store.list(), window.store.has(id), context.service.callCount('logs')], [[], true, 0])
      if (isUndone) await window.scheduler.undoRemove(id)
      gate.open()
      assert.equal((await submitted).generationId, '1:alibaba/wan')
      await context.advance(MINUTE)
      assert.equal(onlyJob(window).file.state, 'saved')
    })
  }

  for (const how of ['without a response', 'when its window is killed'] as const) {
    it(`remove a job while its request is being sent: it returns if it is found after a POST ${how}`, async () => {
      using context = createTestContext()
      const [window, other] = [context.openWindow(), context.openWindow()]
      const gate = createGate()
      context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
      context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost'), isAccepted: true })
      context.service.logLagMs = 10 * MINUTE
      void window.scheduler.submit(REQUEST)
      await context.runPending()
      await window.scheduler.remove(onlyJob(window).id)
      if (how === 'without a response') gate.open()
      else window.kill()
      await context.advance(9 * MINUTE, 10_000)
      assert.deepEqual([other.store.list(), context.notifications], [[], []])
      await context.advance(10 * MINUTE, 10_000)
      assert.deepEqual([onlyJob(other).file.state, notifiedStates(context)], ['saved', [['completed', 'saved']]])
    })
  }

  it('remove a job while its request is being sent, and delete it if the service rejects it', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'post' ? gate.promise : undefined)
    context.service.faults.post.push({ kind: 'error', error: apiError('badRequest') })
    void window.scheduler.submit(REQUEST)
    await context.runPending()
    const { id } = onlyJob(window)
    await window.scheduler.remove(id)
    gate.open()
    await context.advance(20_000)
    assert.deepEqual([window.store.has(id), context.notifications], [false, []])
  })

  it('remove an unconfirmed job, and delete it when the search ends without a result', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    context.service.faults.post.push({ kind: 'error', error: apiError('connectionLost') })
    const { id } = await window.scheduler.submit(REQUEST)
    await window.scheduler.remove(id)
    await context.advance(60 * MINUTE, 30_000)
    assert.deepEqual([window.store.list(), window.store.has(id)], [[], true])
    await context.advance(90 * MINUTE, 30_000)
    assert.deepEqual([window.store.has(id), context.notifications], [false, []])
  })

  it('remove a job whose file cannot be deleted now: other jobs continue, and the file is deleted later', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { id } = await window.scheduler.submit(REQUEST)
    await context.advance(MINUTE)
    const path = window.store.videoPath(onlyJob(window)) ?? ''
    // Replaces a file that another program has open.
    rmSync(path)
    mkdirSync(join(path, 'in use'), { recursive: true })
    await window.scheduler.remove(id)
    await window.scheduler.submit(REQUEST)
    await context.advance(MINUTE)
    assert.deepEqual([onlyJob(window).file.state, window.store.has(id)], ['saved', true])
    assert.ok(window.log.warnings.length < 8, `${window.log.warnings.length} warnings in a minute`)
    rmSync(path, { recursive: true })
    await context.advance(MINUTE)
    assert.equal(window.store.has(id), false)
  })
})
