import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { presentNotification } from '../../../../src/editor/notifications/jobNotification.ts'
import { actionLabels } from '../../../../src/editor/presentation/actionLabels.ts'
import { billedTwiceText } from '../../../../src/editor/presentation/billedTwiceText.ts'
import { previewView } from '../../../../src/editor/preview/previewModel.ts'
import { tooltipOf } from '../../../../src/editor/tree/tooltip.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { everyJob } from '../../../fixtures/jobs/everyJob.ts'
import { l10n, renderContext } from '../../../fixtures/renderContext.ts'

function viewOf(job: Job, hasRequest: boolean) {
  const request = hasRequest ? { model: job.model, values: { prompt: job.prompt } } : undefined
  const input = {
    job,
    request,
    fileUrl: undefined,
    info: undefined,
    hasPreviousAttempt: false,
    expectedDurationMs: undefined,
    unplayable: new Set<string>(),
  }
  return previewView(input, renderContext())
}

/** The sentences of the main area. */
function textOf(job: Job, hasRequest: boolean): string {
  const { mainArea } = viewOf(job, hasRequest)
  if (mainArea.kind === 'notice') return mainArea.paragraphs.join(' ')
  return mainArea.kind === 'progress' ? mainArea.detail : ''
}

const describeJob = ({ state, error, generationId, nextAt, retriedAs, file }: Job) =>
  [state, file.state, error?.code, generationId && 'with ID', nextAt && 'scheduled', retriedAs && 'retried'].join(' ')

describe('in every state, the preview', () => {
  it('names only actions that it offers', () => {
    const labels = Object.entries(actionLabels(l10n)).map(([id, label]) => [id, label.replace('…', '')] as const)
    const wrong = new Set<string>()
    for (const hasRequest of [true, false]) {
      for (const job of everyJob()) {
        const text = textOf(job, hasRequest).toLowerCase()
        const offered = new Set<string>(viewOf(job, hasRequest).actions.map(({ id }) => id))
        for (const [id, label] of labels) {
          // "Open" and "Remove" are also other words.
          if (!label.includes(' ') && id !== 'retry') continue
          const isNamed = new RegExp(`\\b${label.toLowerCase()}\\b`).test(text)
          if (isNamed && !offered.has(id)) wrong.add(`${label}: ${describeJob(job)}`)
        }
      }
    }
    assert.deepEqual([...wrong], [])
  })

  it('mentions no money for a generation of the sandbox, like the tooltip and the notification', () => {
    const wrong = new Set<string>()
    for (const job of everyJob({ isFree: true, creditsUsed: 400_000 })) {
      const context = { ...renderContext(), completionModel: undefined, defaultOrigin: '' }
      const texts = [
        JSON.stringify(viewOf(job, true)),
        tooltipOf(job, context),
        presentNotification(job, true, renderContext()).message,
        billedTwiceText(job, l10n) ?? '',
      ]
      for (const text of texts) if (/\$|\bbill|charge|credit/i.test(text)) wrong.add(`${describeJob(job)}: ${text}`)
    }
    assert.deepEqual([...wrong].slice(0, 5), [])
  })
})

describe('the preview of a generation whose last call failed', () => {
  const errors = [
    [errorDetail('serviceError', { status: 500 }), 'The service reported an error (500).'],
    [errorDetail('notFound', {}), 'The service did not find the requested resource (404).'],
    [errorDetail('refused', { status: 409 }), 'The service rejected the request (409).'],
  ] as const
  for (const [error, fact] of errors) {
    it(`states what the service responded: ${fact}`, () => {
      const jobs = [
        buildJob({ generationId: 'g', misses: 1, error }),
        buildJob({ state: 'unconfirmed', error }),
        buildJob({ state: 'unconfirmed', nextAt: undefined, searches: 19, error }),
      ]
      for (const job of jobs) {
        const text = textOf(job, true)
        assert.ok(text.includes(fact), `${describeJob(job)}: ${text}`)
        assert.doesNotMatch(text, /no (answer|response)|never came|did not respond/i)
      }
    })
  }
})
