import assert from 'node:assert/strict'
import type { Job } from '../../../../src/core/job/job.ts'
import { removalText } from '../../../../src/editor/presentation/removalText.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const completed = { state: 'completed', nextAt: undefined } as const

describe('the question before a job is removed', () => {
  const rows: readonly [what: string, job: Job, expected: RegExp | undefined][] = [
    ['with a video', buildJob({ ...completed, file: { state: 'saved' } }), /^Videos are deleted from this computer/],
    ['that is being sent', buildJob({ state: 'submitting' }), /being sent and cannot be canceled/],
    ['that is searched for', buildJob({ state: 'unconfirmed' }), /may have accepted a request/],
    ['that is queued', buildJob({ state: 'queued' }), /may be billed nevertheless/],
    ['that is generated', buildJob({ state: 'generating' }), /may be billed nevertheless/],
    ['that is downloaded', buildJob({ state: 'completed', file: { state: 'downloading' } }), /not downloaded yet/],
    ['that is generated for free', buildJob({ state: 'generating', isFree: true }), undefined],
    ['that is not searched for any more', buildJob({ state: 'unconfirmed', nextAt: undefined }), undefined],
    ['that failed', buildJob({ state: 'failed', nextAt: undefined }), undefined],
    ['that is not tracked', buildJob({ state: 'stopped', nextAt: undefined }), undefined],
    ['whose video is lost', buildJob({ ...completed, file: { state: 'lost' } }), undefined],
  ]
  for (const [what, job, expected] of rows) {
    it(`is ${expected === undefined ? 'not ' : ''}asked for a job ${what}`, () => {
      const text = removalText(job, l10n)
      if (expected === undefined) assert.equal(text, undefined)
      else assert.match(text ?? '', expected)
    })
  }
})
