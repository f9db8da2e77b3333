import assert from 'node:assert/strict'
import type { GenerationResponse } from '../../../../src/api/client.ts'
import type { FailedCall } from '../../../../src/api/errors.ts'
import type { ApiErrorCode } from '../../../../src/core/errorDetail.ts'
import type { Job, JobState } from '../../../../src/core/job/job.ts'
import { canTransition } from '../../../../src/core/job/transitions.ts'
import { callFailureOf } from '../../../../src/jobs/scheduler/callFailure.ts'
import { updateFromFailedPost, updateFromResponse } from '../../../../src/jobs/scheduler/jobUpdate.ts'
import { meaningOf, type StatusMeaning } from '../../../../src/jobs/scheduler/remoteStatus.ts'
import { NOTIFICATION } from '../../../../src/jobs/store/jobPatch.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'

const NOW = START + 30_000

function buildResponse(parts: Partial<GenerationResponse> = {}): GenerationResponse {
  return { id: 'g1', status: 'queued', videoUrl: undefined, error: undefined, creditsUsed: undefined, ...parts }
}

describe('updateFromResponse', () => {
  const rows: readonly [from: JobState, response: Partial<GenerationResponse>, to: JobState, error?: string][] = [
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
    ['queued', { status: 'Completed' }, 'failed', 'noVideo'],
    ['generating', { status: 'SUCCEEDED', videoUrl: 'https://cdn.example/a.mp4' }, 'completed'],
    ['generating', { status: 'done', error: { name: 'Odd', message: 'No' } }, 'failed', 'noVideo Odd'],
    ['generating', { status: 'teleporting', videoUrl: 'https://cdn.example/a.mp4' }, 'completed'],
    ['submitting', { status: 'teleporting', videoUrl: 'data:video/mp4;base64,AA' }, 'completed'],
    [
      'generating',
      { status: 'teleporting', error: { name: 'Lag', message: 'Wait' } },
      'generating',
      'unknownStatus Lag',
    ],
    ['generating', { status: 'generating', videoUrl: 'https://cdn.example/preview.mp4' }, 'generating'],
    ['queued', { status: 'Failed', error: { name: 'Unsafe', message: 'No' } }, 'failed', 'generationFailed Unsafe'],
    ['generating', { status: 'CANCELED' }, 'failed', 'generationEnded'],
    ['generating', { status: 'Timed out', error: { name: 'Slow', message: '' } }, 'failed', 'generationEnded Slow'],
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
  for (const [from, parts, to, expected] of rows) {
    it(`${from} + ${JSON.stringify(parts).slice(0, 70)} → ${to}${expected === undefined ? '' : ` (${expected})`}`, () => {
      const { state, patch } = updateFromResponse(buildJob({ state: from }), buildResponse(parts), NOW)
      const { error } = patch
      const reason = error ? [error.code, error.service?.name].filter(Boolean).join(' ') : undefined
      assert.deepEqual([state, reason, canTransition(from, to)], [to, expected, true])
      assert.equal(patch.nextAt === null, to === 'failed', 'only a failed job is not scheduled again')
      assert.equal(patch.notification, to === 'failed' ? NOTIFICATION.pending : NOTIFICATION.none)
      assert.ok((patch.remoteStatus?.length ?? 0) <= 100)
    })
  }

  it('keeps the known ID and time, and stores the credits', async () => {
    const before = buildJob({ state: 'queued', generationId: 'g1', submittedAt: START })
    const after = updateFromResponse(before, buildResponse({ id: 'other', creditsUsed: 7 }), NOW).patch
    assert.deepEqual([after.generationId, after.submittedAt, after.creditsUsed], ['g1', START, 7])
    assert.equal('credits_used' in updateFromResponse(before, buildResponse(), NOW).patch, false)
  })

  it('does not store a data: URI', async () => {
    const done = buildResponse({ status: 'completed', videoUrl: `data:video/mp4;base64,${'A'.repeat(1000)}` })
    assert.equal(updateFromResponse(buildJob(), done, NOW).patch.resultUrl, null)
  })

  it('limits the length of the service name and message', async () => {
    const long = { name: 'N'.repeat(10_000), message: 'M'.repeat(1_000_000) }
    const { error } = updateFromResponse(buildJob(), buildResponse({ status: 'error', error: long }), NOW).patch
    assert.deepEqual([error?.service?.name?.length, error?.service?.message?.length], [200, 5000])
  })

  it('keeps the URL of a video that comes with a failure, so that the user can copy it', () => {
    const videoUrl = 'https://cdn.example/a.mp4'
    const updates = ['error', 'failed', 'cancelled'].map((status) =>
      updateFromResponse(buildJob(), buildResponse({ status, videoUrl }), NOW),
    )
    assert.deepEqual(
      updates.map(({ state, patch }) => [state, patch.resultUrl]),
      updates.map(() => ['failed', videoUrl]),
    )
  })

  const meanings: readonly [StatusMeaning, ...string[]][] = [
    ['queued', 'queued', 'waiting', 'QUEUED'],
    ['running', 'active', 'generating', ' Generating\n'],
    ['completed', 'completed', 'succeeded', 'success', 'done', 'SUCCEEDED', 'Completed'],
    ['failed', 'error', 'failed', 'failure', 'FAILED'],
    ['ended', 'canceled', 'cancelled', 'expired', 'timeout', 'timed-out', 'TIMED OUT'],
    ['unknown', '', 'teleporting', 'constructor', '__proto__', 'not completed', 'x'.repeat(100_000)],
  ]
  for (const [meaning, ...statuses] of meanings) {
    it(`statuses that mean "${meaning}"`, () => {
      assert.deepEqual(
        statuses.map(meaningOf),
        statuses.map(() => meaning),
      )
    })
  }
})

describe('updateFromFailedPost', () => {
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
    // The API does not document such a status.
    refused: 'unconfirmed',
  }
  for (const [code, expected] of Object.entries(sent) as [ApiErrorCode, JobState][]) {
    it(`results in "${expected}" for ${code}, and in "failed" if nothing was sent`, async () => {
      const state = (call: Partial<FailedCall>) => updateFromFailedPost(callFailureOf(apiError(code, call)), NOW).state
      assert.deepEqual([state({ sent: true }), state({ sent: false })], [expected, 'failed'])
    })
  }

  for (const code of Object.keys(sent) as ApiErrorCode[]) {
    it(`polls at once if the response for ${code} has the generation ID`, () => {
      const { state, patch } = updateFromFailedPost(callFailureOf(apiError(code, { inferenceId: 'g9' })), NOW)
      assert.deepEqual([state, patch.generationId, patch.nextAt], ['queued', 'g9', NOW])
    })

    it(`does not know the outcome of ${code} that is not from the API`, () => {
      const failure = callFailureOf(apiError(code, { sent: true, rejected: false }))
      assert.equal(updateFromFailedPost(failure, NOW).state, 'unconfirmed')
    })
  }

  it('requests a notification, except for unauthorized, where the command asks for a key', async () => {
    const notificationFor = (code: ApiErrorCode) =>
      updateFromFailedPost(callFailureOf(apiError(code)), NOW).patch.notification
    assert.deepEqual(
      [notificationFor('badRequest'), notificationFor('unauthorized'), notificationFor('connectionLost')],
      [NOTIFICATION.pending, NOTIFICATION.shown, undefined],
    )
  })

  it('stores the ID for support', async () => {
    const job: Pick<Job, 'supportId'> = { supportId: 'req-1' }
    assert.equal(updateFromFailedPost(callFailureOf(apiError('connectionLost', job)), NOW).patch.supportId, 'req-1')
  })
})
