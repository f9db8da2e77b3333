import assert from 'node:assert/strict'
import type { FileState, Job, JobState } from '../../../../src/core/job/job.ts'
import { JOB_STATES } from '../../../../src/core/job/transitions.ts'
import { capitalize, presentJob } from '../../../../src/editor/presentation/jobPresentation.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { NOW, renderContext } from '../../../fixtures/renderContext.ts'

const FILE_STATES: readonly FileState[] = ['none', 'downloading', 'saved', 'failed', 'lost', 'deleted']

/** The presentation as one line: label, icon, color, tone. */
function summarize(job: Job, context = renderContext()): string {
  const { label, icon, tone, paused } = presentJob(job, context)
  return [label, icon.id, icon.color ?? '-', tone, ...(paused === undefined ? [] : [paused])].join(' | ')
}

describe('presentJob', () => {
  it('presents every state of a completed job by its file', () => {
    const actual = FILE_STATES.map((state) => summarize(buildJob({ state: 'completed', file: { state } })))
    assert.deepStrictEqual(actual, [
      'download pending | cloud-download | - | running',
      'downloading | cloud-download | - | running',
      'completed | check | charts.green | success',
      'download failed | warning | list.warningForeground | warning',
      'video lost | warning | list.warningForeground | warning',
      'video deleted | check | disabledForeground | muted',
    ])
  })

  it('presents every other state, with and without a next poll, whatever its file', () => {
    const others = JOB_STATES.filter((state) => state !== 'completed')
    const present = (state: JobState, nextAt: number | undefined) => {
      const lines = FILE_STATES.map((file) => summarize(buildJob({ state, nextAt, file: { state: file } })))
      return [...new Set(lines)]
    }
    assert.deepStrictEqual(Object.fromEntries(others.map((state) => [state, present(state, NOW)])), {
      submitting: ['sending | loading | - | running'],
      unconfirmed: ['confirming with service | loading | list.warningForeground | running'],
      queued: ['queued | clock | - | running'],
      generating: ['generating | loading | - | running'],
      failed: ['failed | error | list.errorForeground | error'],
      stopped: ['not tracked | circle-slash | - | muted'],
    })
    assert.deepStrictEqual(present('unconfirmed', undefined), [
      'unconfirmed: needs your decision | warning | list.warningForeground | warning',
    ])
  })

  it('distinguishes a failed job that was retried', () => {
    assert.strictEqual(
      summarize(buildJob({ state: 'failed', retriedAs: 'other' })),
      'failed, retried | error | list.errorForeground | error',
    )
  })

  it('presents a running job as paused without a key or with another service, and no other job', () => {
    const contexts = [
      renderContext({ hasKey: false }),
      renderContext({ origin: 'https://other.example' }),
      renderContext({ origin: 'https://other.example', hasKey: false }),
    ]
    const generating = contexts.map((context) => summarize(buildJob(), context))
    const unchanged = (['completed', 'failed', 'stopped'] as const)
      .map((state) => buildJob({ state, nextAt: undefined }))
      .filter((job) => contexts.some((context) => summarize(job, context) !== summarize(job)))
    assert.deepStrictEqual(
      [generating, unchanged],
      [
        [
          'waiting for an API key | debug-pause | - | muted | key',
          'waiting for api.example | debug-pause | - | muted | otherService',
          'waiting for api.example | debug-pause | - | muted | otherService',
        ],
        [],
      ],
    )
  })

  it('keeps control characters of an imported origin out of the label', () => {
    const job = buildJob({ apiOrigin: 'https://a\u202e\nb.example' })
    assert.strictEqual(presentJob(job, renderContext()).label, 'waiting for a b.example')
  })
})

describe('capitalize', () => {
  it('changes only the first letter', () => {
    assert.deepStrictEqual(
      ['confirming with service', '', 'île', '𐐨x'].map((text) => capitalize(text, 'en')),
      ['Confirming with service', '', 'Île', '𐐀x'],
    )
  })
})
