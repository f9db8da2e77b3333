import assert from 'node:assert/strict'
import type { ErrorDetail } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import { availableActions, mayBeBilledTwice } from '../../../../src/core/job/actions.ts'
import { NO_ANNOTATIONS } from '../../../../src/core/job/annotations.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { SEARCHES_BEFORE_DECISION } from '../../../../src/core/job/pollSchedule.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'

/** What the user writes about a job does not depend on its state. */
const ALWAYS: ReadonlySet<string> = new Set(['rename', 'editTags', 'editNote', 'addToFavorites'])

describe('availableActions', () => {
  const saved = { state: 'completed', nextAt: undefined, generationId: 'g', file: { state: 'saved' } } as const
  const cases: readonly (readonly [what: string, job: Job, hasRequest: boolean, actions: string])[] = [
    ['submitting', buildJob({ state: 'submitting' }), true, 'generateAgain showRequest saveRequest copyRequest'],
    [
      'queued',
      buildJob({ state: 'queued' }),
      true,
      'stopTracking generateAgain generateVariations showRequest saveRequest copyRequest',
    ],
    ['generating', buildJob({ generationId: 'g' }), false, 'stopTracking copyGenerationId'],
    ['being confirmed', buildJob({ state: 'unconfirmed' }), true, 'generateAgain showRequest saveRequest copyRequest'],
    [
      'unconfirmed',
      buildJob({ state: 'unconfirmed', nextAt: undefined }),
      true,
      'checkAgain retry generateAgain showRequest saveRequest copyRequest',
    ],
    [
      'unconfirmed after some searches, and still searched for',
      buildJob({ state: 'unconfirmed', searches: SEARCHES_BEFORE_DECISION }),
      true,
      'checkAgain retry generateAgain showRequest saveRequest copyRequest',
    ],
    [
      'unconfirmed and retried',
      buildJob({ state: 'unconfirmed', nextAt: undefined, retriedAs: 'x' }),
      true,
      'checkAgain generateAgain showRequest saveRequest copyRequest',
    ],
    ['unconfirmed, without its request', buildJob({ state: 'unconfirmed', nextAt: undefined }), false, 'checkAgain'],
    [
      'failed before a generation existed',
      buildJob({ state: 'failed' }),
      true,
      'retry generateAgain showRequest saveRequest copyRequest',
    ],
    [
      'rejected by the service',
      buildJob({ state: 'failed', error: errorDetail('badRequest', { field: 'seed' }) }),
      true,
      'changeAndGenerateAgain retry generateAgain showRequest saveRequest copyRequest',
    ],
    [
      'failed for missing credits',
      buildJob({ state: 'failed', error: errorDetail('outOfCredits', { billingUrl: 'https://a.example/' }) }),
      true,
      'openBilling retry generateAgain showRequest saveRequest copyRequest',
    ],
    [
      'failed for missing credits, without a billing page',
      buildJob({ state: 'failed', error: errorDetail('outOfCredits', {}) }),
      true,
      'retry generateAgain showRequest saveRequest copyRequest',
    ],
    [
      'failed and retried',
      buildJob({ state: 'failed', retriedAs: 'x' }),
      true,
      'generateAgain showRequest saveRequest copyRequest',
    ],
    ['stopped', buildJob({ state: 'stopped', generationId: 'g' }), false, 'checkAgain copyGenerationId'],
    [
      'saved',
      buildJob({ ...saved, resultUrl: 'https://c.example/v.mp4' }),
      false,
      'saveAs copyPath copyVideoUrl copyGenerationId',
    ],
    [
      'saved from a data: URI',
      buildJob({ ...saved, resultUrl: 'data:video/mp4;base64,AA' }),
      false,
      'saveAs copyPath copyGenerationId',
    ],
    ['lost', buildJob({ ...saved, file: { state: 'lost' } }), false, 'downloadAgain copyGenerationId'],
    ['downloading', buildJob({ ...saved, nextAt: START, file: { state: 'downloading' } }), false, 'copyGenerationId'],
    [
      'downloading, after an attempt that failed',
      buildJob({ ...saved, nextAt: START, file: { state: 'downloading', error: errorDetail('fileEmpty', {}) } }),
      false,
      'downloadAgain copyGenerationId',
    ],
    [
      'downloading, without a scheduled attempt',
      buildJob({ ...saved, file: { state: 'downloading' } }),
      false,
      'downloadAgain copyGenerationId',
    ],
  ]
  for (const [what, job, hasRequest, expected] of cases) {
    it(`of a job that is ${what}`, () => {
      const actions = [...availableActions(job, { hasRequest })].filter((action) => !ALWAYS.has(action))
      assert.strictEqual(actions.join(' '), `open ${expected} remove`)
    })
  }

  it('offers to add to the favorites or to remove from them, in every state', () => {
    const offered = (isFavorite: boolean) => {
      const annotations = { ...NO_ANNOTATIONS, isFavorite }
      const actions = availableActions(buildJob({ annotations }), { hasRequest: false })
      return [...actions].filter((action) => ALWAYS.has(action) || action === 'removeFromFavorites')
    }
    const edits = ['rename', 'editTags', 'editNote']
    assert.deepStrictEqual(
      [offered(false), offered(true)],
      [
        [...edits, 'addToFavorites'],
        [...edits, 'removeFromFavorites'],
      ],
    )
  })

  it('includes Download Again for a saved video that does not play', () => {
    assert.ok(availableActions(buildJob(saved), { hasRequest: true, isUnplayable: true }).has('downloadAgain'))
  })
})

describe('mayBeBilledTwice', () => {
  const failed = (error: ErrorDetail, generationId: string | undefined) =>
    buildJob({ state: 'failed', generationId, error })
  const cases: readonly (readonly [what: string, job: Job, warns: boolean])[] = [
    ['a POST without a response', buildJob({ state: 'unconfirmed' }), true],
    ['a completed generation without a video', failed(errorDetail('noVideo', {}), 'g'), true],
    ['a generation that another key may know', failed(errorDetail('generationNotFound', { attempts: 5 }), 'g'), true],
    ['a POST with a 404 response', failed(errorDetail('notFound', {}), undefined), false],
    ['a rejected request', failed(errorDetail('badRequest', { field: undefined }), undefined), false],
    ['a generation that failed', failed(errorDetail('generationFailed', {}, { name: 'noVideo' }), 'g'), false],
  ]
  for (const [what, job, warns] of cases) {
    it(`is ${warns} for a retry of ${what}`, () => assert.equal(mayBeBilledTwice(job), warns))
  }
})
