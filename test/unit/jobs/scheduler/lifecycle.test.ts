import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { errorDetail } from '../../../../src/core/errors.ts'
import { isAppError, notifiedStates, onlyJob } from '../../../fixtures/jobs/jobAssertions.ts'
import { createTestContext, MINUTE, REQUEST, VIDEO_URL } from '../../../fixtures/jobs/testContext.ts'

describe('the life of a job', () => {
  it('leads from the request to the file on disk and one notification', async () => {
    using context = createTestContext()
    // One poll while it is generating, one after it completed.
    context.service.durationMs = 15_000
    const window = context.openWindow()
    const states: string[] = []
    window.store.onDidChange(() => states.push(`${onlyJob(window).state} ${onlyJob(window).file.state}`))
    const job = await window.scheduler.submit(REQUEST)
    await context.advance(25_000)
    const { state, file, generationId, creditsUsed } = onlyJob(window)
    assert.deepEqual(
      [
        state,
        file.state,
        generationId,
        creditsUsed,
        job.state,
        notifiedStates(context),
        context.service.callCount('post'),
      ],
      ['completed', 'saved', '1:alibaba/wan', 400_000, 'queued', [['completed', 'saved']], 1],
    )
    assert.equal(readFileSync(window.store.videoPath(onlyJob(window)) ?? '', 'utf8'), VIDEO_URL)
    assert.deepEqual(
      [...new Set(states)],
      [
        'submitting none',
        'queued none',
        'generating none',
        'completed none',
        'completed downloading',
        'completed saved',
      ],
    )
    await context.advance(10 * MINUTE, 10_000)
    assert.equal(
      context.service.calls.length,
      context.service.callCount('post') + context.service.callCount('get'),
      'a finished job is not polled',
    )
    assert.equal(context.notifications.length, 1)
  })

  it('is on disk before its POST is sent, and so is the response before the user sees it', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const events: string[] = []
    const { database } = window.store
    const write = database.write.bind(database)
    database.write = async (body, options) => {
      const result = await write(body, options)
      if (options?.durable) events.push(`on disk: ${onlyJob(window).state}`)
      return result
    }
    context.service.gate = async (call) => {
      events.push(call.kind)
    }
    const { state } = await window.scheduler.submit(REQUEST)
    events.push(`returned: ${state}`)
    assert.deepEqual(events, ['on disk: submitting', 'post', 'on disk: queued', 'returned: queued'])
  })

  it('learns from finished jobs when to poll: rarely at first, and every few seconds near the likely end', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const { service, clock } = context
    service.durationMs = 240_000
    const run = async () => {
      service.calls.length = 0
      const start = clock.now()
      const { id } = await window.scheduler.submit(REQUEST)
      await context.advance(5 * MINUTE)
      const polls = service.calls.filter(({ kind }) => kind === 'get').map(({ at }) => at - start)
      return { polls, state: window.store.get(id)?.state }
    }
    const first = await run()
    for (let n = 0; n < 4; n++) await run()
    const later = await run()
    const gaps = later.polls.map((at, n) => at - (later.polls[n - 1] ?? 0))
    assert.deepEqual([first.state, later.state, first.polls.length], ['completed', 'completed', 24])
    assert.ok(later.polls.length <= first.polls.length, `${later.polls.length} polls`)
    assert.ok((gaps[0] ?? 0) >= 30_000 && (gaps.at(-1) ?? 0) <= 3000, String(gaps))
  })

  it('stores nothing without a key', async () => {
    using context = createTestContext()
    context.hasKey = false
    const window = context.openWindow()
    await assert.rejects(window.scheduler.submit(REQUEST), isAppError('noKey'))
    assert.deepEqual([window.store.list(), context.service.calls], [[], []])
  })

  it('starts with a stored intent before the POST is sent', async () => {
    using context = createTestContext()
    const [window, other] = [context.openWindow(), context.openWindow()]
    const seen: unknown[] = []
    context.service.gate = (call) => {
      if (call.kind === 'post') seen.push(call.subject === onlyJob(other).clientRequestId, onlyJob(other).state)
      return undefined
    }
    await window.scheduler.submit(REQUEST)
    assert.deepEqual(seen, [true, 'submitting'])
  })

  it('ends with the error of the service and a notification if the generation fails', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    await window.scheduler.submit(REQUEST)
    Object.assign(context.service.generations[0] ?? {}, { endsAs: 'error' })
    await context.advance(30_000)
    assert.deepEqual(
      [onlyJob(window).error, notifiedStates(context)],
      [errorDetail('generationFailed', {}, { name: 'Unsafe', message: 'Not allowed' }), [['failed', 'none']]],
    )
  })

  it('saves a video that a poll or the response to the POST contains as a data: URI', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    const videoUrl = `data:video/mp4;base64,${Buffer.from('inline').toString('base64')}`
    context.service.faults.post.push({ kind: 'response', patch: { status: 'completed', videoUrl } })
    await window.scheduler.submit(REQUEST)
    Object.assign(context.service.generations[0] ?? {}, { videoUrl })
    await context.advance(30_000)
    assert.deepEqual(
      [onlyJob(window).file.state, onlyJob(window).resultUrl, notifiedStates(context)],
      [...['saved', undefined], [['completed', 'saved']]],
    )
    assert.equal(readFileSync(window.store.videoPath(onlyJob(window)) ?? '', 'utf8'), 'inline')
  })
})
