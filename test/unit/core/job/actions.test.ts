import assert from 'node:assert/strict'
import { mayBeBought } from '../../../../src/core/job/actions.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'

describe('a retry', () => {
  const failed = (name: string, generationId: string | undefined) =>
    buildJob({ state: 'failed', generationId, error: { name, message: '' } })
  const cases: readonly (readonly [what: string, job: Job, warns: boolean])[] = [
    ['of a POST without an answer', buildJob({ state: 'unconfirmed' }), true],
    ['of a video that never came', failed('noVideo', 'g'), true],
    ['of a generation that another key may know', failed('notFound', 'g'), true],
    ['of a POST that was answered with 404', failed('notFound', undefined), false],
    ['of a refused request', failed('badRequest', undefined), false],
    ['of what the service could not make', failed('Unsafe', 'g'), false],
  ]
  for (const [what, job, warns] of cases) {
    it(`${what} ${warns ? 'may' : 'does not'} cost twice`, () => assert.equal(mayBeBought(job), warns))
  }
})
