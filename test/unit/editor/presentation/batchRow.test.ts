import assert from 'node:assert/strict'
import type { Batch } from '../../../../src/core/job/batch.ts'
import { CONFIRMATION_MS } from '../../../../src/core/job/batch.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { batchEndText, batchQuestionText } from '../../../../src/editor/notifications/batchNotificationText.ts'
import { presentBatch } from '../../../../src/editor/presentation/batchRow.ts'
import { taskProgress } from '../../../../src/editor/task/taskProgress.ts'
import { buildJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

const context = { ...renderContext(), now: START }

function batch(parts: Partial<Batch> = {}): Batch {
  return {
    ...{ id: 'b', name: 'dance', apiOrigin: ORIGIN, isFree: false, axes: [], sourceUri: undefined },
    ...{ total: 6, planned: 0, stopped: 0, createdAt: START, confirmedUntil: START + CONFIRMATION_MS },
    pausedBy: undefined,
    ...parts,
  }
}

const ready = buildJob({ state: 'completed', file: { state: 'saved' }, nextAt: undefined })
const failed = buildJob({ state: 'failed', nextAt: undefined })
const running = buildJob({ state: 'generating' })

describe('the row of a batch', () => {
  const rows: readonly [name: string, batch: Batch, jobs: Job[], description: string, icon: string, context: string][] =
    [
      ['before anything is sent', batch({ planned: 6 }), [], '0 of 6', 'loading', 'batch planned'],
      [
        'in the middle',
        batch({ planned: 2 }),
        [ready, ready, running, failed],
        '2 of 6 · 1 failed',
        'loading',
        'batch planned comparable failed',
      ],
      [
        'while it waits for the user',
        batch({ planned: 4, confirmedUntil: 0 }),
        [ready, failed],
        '1 of 6 · paused, 4 not sent · 1 failed',
        'debug-pause',
        'batch planned waiting failed',
      ],
      ['at the end', batch(), Array(6).fill(ready), '6 of 6', 'check-all', 'batch comparable'],
      ['with requests that were stopped', batch({ stopped: 5 }), [ready], '1 of 6 · 5 stopped', 'layers', 'batch'],
    ]
  for (const [name, shown, jobs, description, icon, contextValue] of rows) {
    it(`shows its progress ${name}`, () => {
      const row = presentBatch(shown, jobs, context)
      assert.deepEqual([row.description, row.icon.id, row.contextValue], [description, icon, contextValue])
    })
  }

  it('shows a hostile name as one line of text', () => {
    const name = `</script>\u202E\n\u0000${'x'.repeat(100_000)}`
    const { label, ariaLabel } = presentBatch(batch({ name }), [], context)
    assert.ok(label.length < 60 && !/[\p{Cc}\p{Cf}]/u.test(label + ariaLabel), label)
  })
})

describe('the notifications about a batch', () => {
  it('say how it has ended', () => {
    const text = batchEndText(batch({ stopped: 1 }), [ready, ready, failed], context.l10n)
    const expected =
      'The batch “\u2068dance\u2069” has ended: 2 videos are ready, 1 generation failed. 1 request was not sent.'
    assert.equal(text, expected)
  })

  it('say why it was paused, and what the rest costs', () => {
    const paused = batch({ planned: 4 })
    const question = '4 of 6 requests of the batch “\u2068dance\u2069” were not sent. Continue?'
    assert.deepEqual(
      [batchQuestionText(paused, '', context.l10n), batchQuestionText(paused, 'No credits.', context.l10n)],
      [`${question} Each video that is generated is billed.`, `No credits. ${question}`],
    )
  })

  it('create no links from a name', () => {
    const text = batchEndText(batch({ name: '[Click](command:evil)' }), [ready], context.l10n)
    assert.ok(!text.includes(']('), text)
  })
})

describe('the progress of a task', () => {
  const at = (position: number, job: Job) => ({ ...job, id: `${position}`, batch: { id: 'b', position } })
  const progress = (shown: Batch | undefined, sent: readonly Job[]) =>
    taskProgress(
      {
        batch: () => shown,
        batchJobs: () => sent,
        latestAttempt: () => sent[0],
        videoPath: ({ file }) => (file.state === 'saved' ? '/videos/a.mp4' : undefined),
      },
      'b',
      context,
    )
  const ends = ({ isDone, isSuccess, summary }: ReturnType<typeof progress>) => [isDone, isSuccess, summary]

  it('ends with success when every video is saved', () => {
    const all = progress(batch({ total: 2 }), [at(0, ready), at(1, ready)])
    assert.deepEqual(ends(all), [true, true, '2 of 2 videos are saved.'])
    assert.equal(all.lines.get('1'), '[2/2] A dancer on a roof: /videos/a.mp4')
    assert.deepEqual(ends(progress(undefined, [ready])), [true, true, '1 of 1 videos are saved.'])
  })

  it('continues while a request is planned, runs, or its video is downloaded', () => {
    const downloading = buildJob({ state: 'completed', file: { state: 'downloading' } })
    const states = [
      progress(batch({ total: 2, planned: 1 }), [at(0, ready)]),
      progress(batch({ total: 1 }), [at(0, running)]),
      progress(batch({ total: 1 }), [at(0, downloading)]),
    ]
    assert.deepEqual(
      states.map(({ isDone }) => isDone),
      [false, false, false],
    )
  })

  it('ends without success after a failure, Stop the Rest, or if everything was removed', () => {
    assert.deepEqual(ends(progress(batch({ total: 2 }), [at(0, ready), at(1, failed)])).slice(0, 2), [true, false])
    assert.deepEqual(ends(progress(batch({ total: 2, stopped: 1 }), [at(0, ready)])).slice(0, 2), [true, false])
    assert.deepEqual(ends(progress(undefined, [])).slice(0, 2), [true, false])
  })
})
