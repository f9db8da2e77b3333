import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { errorDetail } from '../../../../src/core/errors.ts'
import { MINUTE, only, rejects, said, VIDEO } from '../../../fixtures/jobs/jobAssertions.ts'
import { makeWorld, REQUEST } from '../../../fixtures/jobs/testContext.ts'

describe('a job', () => {
  it('goes from the wish to the file on disk, and is told of once', async () => {
    using w = makeWorld()
    // One poll while it is generating, one after it completed.
    w.service.workMs = 15_000
    const window = w.window()
    const states: string[] = []
    window.store.onDidChange(() => states.push(`${only(window).state} ${only(window).file.state}`))
    const job = await window.engine.submit(REQUEST)
    await w.pass(25_000)
    const { state, file, generationId, creditsUsed } = only(window)
    assert.deepEqual(
      [state, file.state, generationId, creditsUsed, job.state, said(w), w.service.count('post')],
      ['completed', 'saved', '1:alibaba/wan', 400_000, 'queued', [['completed', 'saved']], 1],
    )
    assert.equal(readFileSync(window.store.videoPath(only(window)) ?? '', 'utf8'), VIDEO)
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
    await w.pass(10 * MINUTE, 10_000)
    assert.equal(w.service.calls.length, w.service.count('post') + w.service.count('get'), 'finished is finished')
    assert.equal(w.notices.length, 1)
  })

  it('needs a key, and without one nothing is written down', async () => {
    using w = makeWorld()
    w.connected = false
    const window = w.window()
    await assert.rejects(window.engine.submit(REQUEST), rejects('noKey'))
    assert.deepEqual([window.store.list(), w.service.calls], [[], []])
  })

  it('is written down before its POST leaves', async () => {
    using w = makeWorld()
    const [window, other] = [w.window(), w.window()]
    const seen: unknown[] = []
    w.service.gate = (call) => {
      if (call.kind === 'post') seen.push(call.about === only(other).clientRequestId, only(other).state)
      return undefined
    }
    await window.engine.submit(REQUEST)
    assert.deepEqual(seen, [true, 'submitting'])
  })

  it('that the service fails is told with its reason', async () => {
    using w = makeWorld()
    const window = w.window()
    await window.engine.submit(REQUEST)
    Object.assign(w.service.sold[0] ?? {}, { ends: 'error' })
    await w.pass(30_000)
    assert.deepEqual(
      [only(window).error, said(w)],
      [errorDetail('generationFailed', {}, { name: 'Unsafe', message: 'Not allowed' }), [['failed', 'none']]],
    )
  })

  it('keeps a result that comes as a data: URI, in the poll or in the answer to the POST', async () => {
    using w = makeWorld()
    const window = w.window()
    const videoUrl = `data:video/mp4;base64,${Buffer.from('inside').toString('base64')}`
    w.service.faults.post.push({ kind: 'answer', patch: { status: 'completed', videoUrl } })
    await window.engine.submit(REQUEST)
    Object.assign(w.service.sold[0] ?? {}, { videoUrl })
    await w.pass(30_000)
    assert.deepEqual(
      [only(window).file.state, only(window).resultUrl, said(w)],
      [...['saved', undefined], [['completed', 'saved']]],
    )
    assert.equal(readFileSync(window.store.videoPath(only(window)) ?? '', 'utf8'), 'inside')
  })
})
