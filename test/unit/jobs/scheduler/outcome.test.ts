import assert from 'node:assert/strict'
import type { GenerationResponse } from '../../../../src/api/client.ts'
import type { FailedCall } from '../../../../src/api/errors.ts'
import type { ApiErrorCode } from '../../../../src/core/errorDetail.ts'
import type { Job, JobState } from '../../../../src/core/job/job.ts'
import { canTransition } from '../../../../src/core/job/transitions.ts'
import { callFailureOf } from '../../../../src/jobs/scheduler/callFailure.ts'
import { isKnownStatus, updateFromFailedPost, updateFromResponse } from '../../../../src/jobs/scheduler/jobUpdate.ts'
import { NOTIFICATION } from '../../../../src/jobs/store/jobPatch.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { failure } from '../../../fixtures/jobs/fakeService.ts'

const NOW = START + 30_000

function answer(parts: Partial<GenerationResponse> = {}): GenerationResponse {
  return { id: 'g1', status: 'queued', videoUrl: undefined, error: undefined, creditsUsed: undefined, ...parts }
}

describe('what an answer means', () => {
  const rows: readonly [from: JobState, answer: Partial<GenerationResponse>, to: JobState, why?: string][] = [
    ['submitting', { status: 'queued' }, 'queued'],
    ['submitting', { status: 'waiting' }, 'queued'],
    ['submitting', { status: 'generating' }, 'generating'],
    ['submitting', { status: 'active' }, 'generating'],
    ['submitting', { status: 'error' }, 'failed', 'generationFailed'],
    ['submitting', { status: 'completed', videoUrl: 'https://cdn.example/a.mp4' }, 'completed'],
    ['submitting', { status: 'completed' }, 'failed', 'noVideo'],
    ['submitting', { status: 'teleporting' }, 'generating'],
    ['unconfirmed', { status: 'queued' }, 'queued'],
    ['queued', { status: 'queued' }, 'queued'],
    ['queued', { status: 'Completed' }, 'generating'],
    ['generating', { status: 'queued' }, 'generating'],
    ['generating', { status: 'waiting' }, 'generating'],
    ['generating', { status: 'x'.repeat(100_000) }, 'generating'],
    ['generating', { status: 'error', error: { name: 'Unsafe', message: 'No' } }, 'failed', 'generationFailed Unsafe'],
    ['generating', { status: 'error', error: { name: '', message: '' } }, 'failed', 'generationFailed'],
    ['generating', { status: 'queued', error: { name: 'Odd', message: 'But still queued' } }, 'generating'],
    [
      'generating',
      { status: 'completed', error: { name: 'Odd', message: '' }, videoUrl: 'data:video/mp4;base64,AA' },
      'completed',
    ],
  ]
  for (const [from, parts, to, why] of rows) {
    it(`${from} + ${JSON.stringify(parts).slice(0, 70)} → ${to}${why === undefined ? '' : ` (${why})`}`, () => {
      const { state, patch } = updateFromResponse(buildJob({ state: from }), answer(parts), NOW, 0.5)
      const { error } = patch
      const reason = error ? [error.code, error.service?.name].filter(Boolean).join(' ') : undefined
      assert.deepEqual([state, reason, canTransition(from, to)], [to, why, true])
      assert.equal(patch.nextAt === null, to === 'failed', 'all but a failure is looked at again')
      assert.equal(patch.notification, to === 'failed' ? NOTIFICATION.pending : NOTIFICATION.none)
      assert.ok((patch.remoteStatus?.length ?? 0) <= 100)
    })
  }

  it('keeps the id that was asked for, the first time, and what it cost', () => {
    const before = buildJob({ state: 'queued', generationId: 'g1', submittedAt: START })
    const after = updateFromResponse(before, answer({ id: 'other', creditsUsed: 7 }), NOW, 0.5).patch
    assert.deepEqual([after.generationId, after.submittedAt, after.creditsUsed], ['g1', START, 7])
    assert.equal('credits_used' in updateFromResponse(before, answer(), NOW, 0.5).patch, false)
  })

  it('never puts a data: URI into the list', () => {
    const done = answer({ status: 'completed', videoUrl: `data:video/mp4;base64,${'A'.repeat(1000)}` })
    assert.equal(updateFromResponse(buildJob(), done, NOW, 0.5).patch.resultUrl, null)
  })

  it('bounds an error that is a book', () => {
    const book = { name: 'N'.repeat(10_000), message: 'M'.repeat(1_000_000) }
    const { error } = updateFromResponse(buildJob(), answer({ status: 'error', error: book }), NOW, 0.5).patch
    assert.deepEqual([error?.service?.name?.length, error?.service?.message?.length], [200, 5000])
  })

  it('knows the words of the documents', () => {
    const words = ['queued', 'waiting', 'active', 'generating', 'completed', 'error', 'QUEUED', '', 'constructor']
    assert.deepEqual(words.map(isKnownStatus), [true, true, true, true, true, true, false, false, false])
  })
})

describe('what a failed POST means', () => {
  const sent: Readonly<Record<ApiErrorCode, 'failed' | 'unconfirmed'>> = {
    unreachable: 'unconfirmed',
    connectionLost: 'unconfirmed',
    unreadable: 'unconfirmed',
    redirected: 'unconfirmed',
    aborted: 'unconfirmed',
    serviceError: 'unconfirmed',
    badRequest: 'failed',
    unauthorized: 'failed',
    outOfCredits: 'failed',
    forbidden: 'failed',
    notFound: 'failed',
    tooLarge: 'failed',
    rateLimited: 'failed',
    refused: 'failed',
  }
  for (const [kind, expected] of Object.entries(sent) as [ApiErrorCode, JobState][]) {
    it(`${kind}: ${expected} when it was sent, failed when it never left`, () => {
      const state = (details: Partial<FailedCall>) =>
        updateFromFailedPost(callFailureOf(failure(kind, details)), NOW).state
      assert.deepEqual([state({ sent: true }), state({ sent: false })], [expected, 'failed'])
    })
  }

  it('is looked for at once when an unusable answer names the generation', () => {
    const { state, patch } = updateFromFailedPost(callFailureOf(failure('serviceError', { inferenceId: 'g9' })), NOW)
    assert.deepEqual([state, patch.generationId, patch.nextAt], ['queued', 'g9', NOW])
  })

  it('is told, but not twice: the one who submits is asked for the key', () => {
    const notice = (kind: ApiErrorCode) => updateFromFailedPost(callFailureOf(failure(kind)), NOW).patch.notification
    assert.deepEqual(
      [notice('badRequest'), notice('unauthorized'), notice('connectionLost')],
      [NOTIFICATION.pending, NOTIFICATION.shown, undefined],
    )
  })

  it('keeps the id for support', () => {
    const job: Pick<Job, 'supportId'> = { supportId: 'req-1' }
    assert.equal(updateFromFailedPost(callFailureOf(failure('connectionLost', job)), NOW).patch.supportId, 'req-1')
  })
})
