import assert from 'node:assert/strict'
import type { Job } from '../../../../src/core/job/job.ts'
import { presentNotification } from '../../../../src/editor/notifications/jobNotification.ts'
import { actionLabels } from '../../../../src/editor/presentation/actionLabels.ts'
import { billedTwiceText } from '../../../../src/editor/presentation/billedTwiceText.ts'
import { previewView } from '../../../../src/editor/preview/previewModel.ts'
import { tooltipOf } from '../../../../src/editor/tree/tooltip.ts'
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
