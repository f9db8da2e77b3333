import assert from 'node:assert/strict'
import type { Job } from '../../../../src/core/job/job.ts'
import { rowOf } from '../../../../src/editor/presentation/jobRow.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { NOW, renderContext } from '../../../fixtures/renderContext.ts'

const MINUTE = 60_000
const done = { state: 'completed', nextAt: undefined, finishedAt: NOW - 5 * MINUTE, generationId: 'g:/1' } as const

describe('a row of the tree', () => {
  const cases: readonly (readonly [name: string, job: Job, description: string, icon: string, value: string])[] = [
    ['submitting', buildJob({ state: 'submitting', createdAt: NOW - 3000 }), 'sending', 'loading~spin', ''],
    ['queued', buildJob({ state: 'queued' }), 'queued · 2m', 'clock', 'canStop;'],
    ['generating', buildJob(), 'generating · 2m', 'loading~spin', 'canStop;'],
    ['a clock that was set back', buildJob({ createdAt: NOW + 99_999 }), 'generating', 'loading~spin', 'canStop;'],
    ['seconds in tens', buildJob({ createdAt: NOW - 59_999 }), 'generating · 50s', 'loading~spin', 'canStop;'],
    [
      'ten minutes',
      buildJob({ createdAt: NOW - 11 * MINUTE }),
      'takes longer than usual · 11m',
      'loading~spin',
      'canStop;',
    ],
    ['no network', buildJob({ failures: 2 }), 'no answer, still trying · 2m', 'loading~spin', 'canStop;'],
    [
      'another service',
      buildJob({ apiOrigin: 'http://127.0.0.1:8787' }),
      'waiting for 127.0.0.1:8787 · 2m',
      'debug-pause',
      'canStop;',
    ],
    [
      'being looked for',
      buildJob({ state: 'unconfirmed' }),
      'looking for it… · 2m',
      'loading~spin list.warningForeground',
      '',
    ],
    [
      'not found',
      buildJob({ state: 'unconfirmed', nextAt: undefined }),
      'not found: choose what to do',
      'warning list.warningForeground',
      'canRetry;canCheck;',
    ],
    ['about to download', buildJob({ ...done, nextAt: NOW }), 'about to download', 'cloud-download', 'hasId;'],
    [
      'downloading',
      buildJob({ ...done, file: { state: 'downloading', receivedBytes: 43, sizeBytes: 100 } }),
      'downloading 43%',
      'cloud-download',
      'hasId;',
    ],
    [
      'more than was announced',
      buildJob({ ...done, file: { state: 'downloading', receivedBytes: 999, sizeBytes: 100 } }),
      'downloading 100%',
      'cloud-download',
      'hasId;',
    ],
    [
      'of unknown length',
      buildJob({ ...done, file: { state: 'downloading', receivedBytes: 3_200_000 } }),
      'downloading 3.2 MB',
      'cloud-download',
      'hasId;',
    ],
    [
      'saved',
      buildJob({ ...done, resultUrl: 'https://cdn.example/1.mp4', file: { state: 'saved' } }),
      '5m ago',
      'check charts.green',
      'canSave;hasUrl;hasId;',
    ],
    [
      'a data: result',
      buildJob({ ...done, resultUrl: 'data:video/mp4;base64,AAAA', file: { state: 'saved' } }),
      '5m ago',
      'check charts.green',
      'canSave;hasId;',
    ],
    [
      'not saved',
      buildJob({ ...done, file: { state: 'failed' } }),
      'download failed · 5m ago',
      'warning list.warningForeground',
      'hasId;canDownload;',
    ],
    [
      'lost',
      buildJob({ ...done, file: { state: 'lost' } }),
      'video lost · 5m ago',
      'warning list.warningForeground',
      'hasId;canDownload;',
    ],
    [
      'deleted',
      buildJob({ ...done, file: { state: 'deleted' } }),
      'video deleted · 5m ago',
      'check disabledForeground',
      'hasId;canDownload;',
    ],
    [
      'failed',
      buildJob({ ...done, state: 'failed' }),
      'failed · 5m ago',
      'error list.errorForeground',
      'hasId;canRetry;',
    ],
    [
      'gone at the service',
      buildJob({ ...done, state: 'failed', error: { name: 'notFound', message: '' } }),
      'failed · 5m ago',
      'error list.errorForeground',
      'hasId;canRetry;canCheck;',
    ],
    [
      'failed, tried again',
      buildJob({ ...done, state: 'failed', retriedAs: 'x' }),
      'failed, tried again · 5m ago',
      'error list.errorForeground',
      'hasId;',
    ],
    [
      'stopped',
      buildJob({ ...done, state: 'stopped' }),
      'no longer watched · 5m ago',
      'circle-slash',
      'hasId;canCheck;',
    ],
  ]

  it('shows every state of a job and its file', () => {
    const seen = cases.map(([name, job]) => {
      const { description, icon, contextValue } = rowOf(job, true, renderContext())
      const value = contextValue.replace('job;canOpen;', '').replace('hasRequest;', '')
      return [name, description, icon.color ? `${icon.id} ${icon.color}` : icon.id, value]
    })
    assert.deepEqual(
      seen,
      cases.map(([name, , ...expected]) => [name, ...expected]),
    )
  })

  it('offers what needs the request only where it is known', () => {
    const job = buildJob({ ...done, state: 'failed', prompt: '' })
    assert.deepEqual(
      [rowOf(job, false, renderContext()).contextValue, rowOf(job, true, renderContext()).contextValue],
      ['job;canOpen;hasId;', 'job;canOpen;hasId;hasRequest;canRetry;'],
    )
  })

  it('calls a job without a prompt by its id, and says in words what the icon shows', () => {
    const saved = buildJob({
      ...done,
      prompt: ' \u202e ',
      generationId: '\u202eabcdefgh-1:al/x',
      file: { state: 'saved' },
    })
    const running = buildJob({ prompt: 'a\nb' })
    assert.deepEqual(
      [saved, running].map((job) => rowOf(job, false, renderContext())).map(({ label, spoken }) => [label, spoken]),
      [
        ['Generation abcdefgh', 'Generation abcdefgh, completed, 5m ago'],
        ['a b', 'a b, generating · 2m'],
      ],
    )
  })

  it('leaves room for the state beside a long prompt, and none where the whole prompt is worth more', () => {
    const prompt = 'A dancer in a red coat turns slowly on a wet roof'
    const jobs = [buildJob({ prompt }), buildJob({ ...done, prompt, file: { state: 'saved' } })]
    assert.deepEqual(
      jobs
        .map((job) => rowOf(job, true, renderContext()))
        .map(({ label, spoken }) => [label, spoken.startsWith(prompt)]),
      [
        ['A dancer in a red coat…', true],
        [prompt, true],
      ],
    )
  })

  it('keeps a right-to-left prompt from swallowing the age that follows', () => {
    assert.equal(rowOf(buildJob({ prompt: 'ارقص' }), true, renderContext()).label, '\u2068ارقص\u2069')
  })

  it('says that a key is missing', () => {
    const { description, icon } = rowOf(buildJob(), true, renderContext({ hasKey: false }))
    assert.deepEqual([description, icon.id], ['waiting for an API key · 2m', 'debug-pause'])
  })
})
