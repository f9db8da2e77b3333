import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { SEARCHES_BEFORE_DECISION } from '../../../../src/core/job/pollSchedule.ts'
import { NOTIFICATION } from '../../../../src/jobs/store/jobPatch.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { notifiedStates, onlyJob } from '../../../fixtures/jobs/jobAssertions.ts'
import { createGate, createTestContext, MINUTE, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('several windows', () => {
  it('poll each job in one window at a time, and show one notification for each', async () => {
    using context = createTestContext()
    const windows = [context.openWindow(), context.openWindow(), context.openWindow()]
    const inFlight = new Map<string, number>()
    let maxInFlight = 0
    context.service.gate = async (call) => {
      if (call.kind !== 'get') return
      inFlight.set(call.subject, (inFlight.get(call.subject) ?? 0) + 1)
      maxInFlight = Math.max(maxInFlight, inFlight.get(call.subject) ?? 0)
      await new Promise((resolve) => setImmediate(resolve))
      inFlight.set(call.subject, (inFlight.get(call.subject) ?? 1) - 1)
    }
    // More than the burst of the rate limit: some wait until the time advances.
    const submitted = Array.from({ length: 9 }, (_, n) => windows[n % 3]?.scheduler.submit(REQUEST))
    await context.advance(2 * MINUTE)
    await Promise.all(submitted)
    assert.deepEqual(
      [maxInFlight, new Set(context.notifications.map((job) => job.id)).size, context.notifications.length],
      [1, 9, 9],
    )
    assert.ok(windows.every(({ store }) => store.list().every((job) => job.file.state === 'saved')))
    assert.equal(context.downloads.length, 9, 'each file was downloaded once')
  })

  it('are notified of changes of other windows within two seconds', async () => {
    using context = createTestContext()
    const [one, two] = [context.openWindow(), context.openWindow()]
    const events: unknown[] = []
    two.store.onDidChange((ids) => events.push(ids))
    await context.advance(3000)
    events.length = 0
    const { id } = await one.store.create(buildNewJob({ state: 'stopped' }))
    await context.advance(2000)
    assert.deepEqual(events, [new Set([id])])
  })

  it('continue the jobs of a window that was killed, within a minute', async () => {
    using context = createTestContext()
    const killed = context.openWindow()
    await killed.scheduler.submit(REQUEST)
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'get' ? gate.promise : undefined)
    await context.advance(12_000)
    killed.kill()
    context.service.gate = undefined
    const window = context.openWindow()
    await context.advance(MINUTE)
    assert.deepEqual([onlyJob(window).file.state, notifiedStates(context)], ['saved', [['completed', 'saved']]])
  })

  it('ignore the late result of a window that was suspended, so that no notification is repeated', async () => {
    using context = createTestContext()
    const suspended = context.openWindow()
    const gate = createGate()
    context.service.gate = (call) => (call.kind === 'logs' ? gate.promise : undefined)
    const patch = { nextAt: context.clock.now(), searches: SEARCHES_BEFORE_DECISION - 1 }
    const { id } = await suspended.store.create(buildNewJob({ state: 'unconfirmed', patch }))
    await context.advance(3000)
    assert.equal(context.service.callCount('logs'), 1)
    // Meanwhile, another window claimed the job, searched, and showed the notification.
    const shown = { searches: SEARCHES_BEFORE_DECISION, notification: NOTIFICATION.shown, nextAt: null }
    await suspended.store.patch(id, shown)
    await suspended.store.database.write(() => suspended.store.database.run(`UPDATE jobs SET lease_owner = 'other'`))
    gate.open()
    await context.advance(3000)
    assert.deepEqual([context.notifications, suspended.store.get(id)?.nextAt], [[], undefined])
  })

  it('poll a job only at the origin that it was sent to', async () => {
    using context = createTestContext()
    const sandbox = context.openWindow('http://127.0.0.1:8787')
    const job = await sandbox.store.create(buildNewJob({ patch: { nextAt: context.clock.now(), generationId: 'x' } }))
    await context.advance(MINUTE)
    assert.equal(context.service.calls.length, 0)
    context.openWindow()
    await context.advance(3000)
    assert.deepEqual(
      [context.service.callCount('get'), context.service.calls[0]?.subject, job.state],
      [1, 'x', 'queued'],
    )
  })

  it('fail the unfinished jobs of a sandbox that was stopped, and no others', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const atSandbox = { apiOrigin: 'http://127.0.0.1:8787', patch: { nextAt: context.clock.now() + 5 * MINUTE } }
    const states = ['unconfirmed', 'queued', 'generating', 'completed'] as const
    for (const state of states) await window.store.create(buildNewJob({ ...atSandbox, state, prompt: state }))
    await window.store.create(buildNewJob({ ...atSandbox, state: 'stopped', patch: {}, prompt: 'stopped' }))
    await window.store.create(buildNewJob({ patch: atSandbox.patch, prompt: 'elsewhere' }))
    await window.scheduler.failJobsAt(atSandbox.apiOrigin, errorDetail('sandboxStopped', {}))
    const after = window.store.list().map((job) => [job.prompt, job.state, job.file.state, job.nextAt !== undefined])
    assert.deepEqual(after.sort(), [
      ['completed', 'completed', 'lost', false],
      ['elsewhere', 'queued', 'none', true],
      ['generating', 'failed', 'none', false],
      ['queued', 'failed', 'none', false],
      ['stopped', 'stopped', 'none', false],
      ['unconfirmed', 'failed', 'none', false],
    ])
  })

  it('continue if showing a notification throws', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const failed = { state: 'failed', patch: { notification: NOTIFICATION.pending } } as const
    for (let n = 0; n < 3; n++) await window.store.create(buildNewJob(failed))
    const push = context.notifications.push.bind(context.notifications)
    context.notifications.push = (...jobs: Job[]) => {
      push(...jobs)
      throw new Error('The listener failed')
    }
    await context.advance(3000)
    assert.equal(context.notifications.length, 3)
  })
})
