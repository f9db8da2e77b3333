import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { describeJob, presentRow } from '../../../../src/editor/presentation/jobRow.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { NOW, renderContext } from '../../../fixtures/renderContext.ts'

const MINUTE = 60_000
const done = { state: 'completed', nextAt: undefined, finishedAt: NOW - 5 * MINUTE, generationId: 'g:/1' } as const

/** Actions that do not depend on the state. */
const ALWAYS =
  /job;open;|generateAgain;(?:generateVariations;)?showRequest;saveRequest;copyRequest;|rename;editTags;editNote;addToFavorites;|remove;/g

describe('presentRow', () => {
  const cases: readonly (readonly [name: string, job: Job, description: string, icon: string, value: string])[] = [
    ['submitting', buildJob({ state: 'submitting', createdAt: NOW - 3000 }), 'sending', 'loading', ''],
    ['queued', buildJob({ state: 'queued' }), 'queued · 2m', 'clock', 'stopTracking;'],
    ['generating', buildJob(), 'generating · 2m', 'loading', 'stopTracking;'],
    ['a clock that was set back', buildJob({ createdAt: NOW + 99_999 }), 'generating', 'loading', 'stopTracking;'],
    ['seconds in tens', buildJob({ createdAt: NOW - 59_999 }), 'generating · 50s', 'loading', 'stopTracking;'],
    [
      'ten minutes',
      buildJob({ createdAt: NOW - 11 * MINUTE }),
      'taking longer than usual · 11m',
      'loading',
      'stopTracking;',
    ],
    [
      'a service that does not find it',
      buildJob({ misses: 2, error: errorDetail('notFound', {}) }),
      'not found (404), still trying · 2m',
      'loading',
      'stopTracking;',
    ],
    [
      'a service with an error',
      buildJob({ failures: 2, error: errorDetail('serviceError', { status: 503 }) }),
      'service error (503), still trying · 2m',
      'loading',
      'stopTracking;',
    ],
    ['no network', buildJob({ failures: 2 }), 'no response, still trying · 2m', 'loading', 'stopTracking;'],
    [
      'another service',
      buildJob({ apiOrigin: 'http://127.0.0.1:8787' }),
      'waiting for 127.0.0.1:8787 · 2m',
      'debug-pause',
      'stopTracking;',
    ],
    [
      'being looked for',
      buildJob({ state: 'unconfirmed' }),
      'confirming with service · 2m',
      'loading list.warningForeground',
      '',
    ],
    [
      'not found',
      buildJob({ state: 'unconfirmed', nextAt: undefined }),
      'unconfirmed: needs your decision',
      'warning list.warningForeground',
      'checkAgain;retry;',
    ],
    [
      'about to download',
      buildJob({ ...done, nextAt: NOW }),
      'download pending',
      'cloud-download',
      'copyGenerationId;',
    ],
    [
      'downloading',
      buildJob({ ...done, nextAt: NOW, file: { state: 'downloading', receivedBytes: 43, sizeBytes: 100 } }),
      'downloading 43%',
      'cloud-download',
      'copyGenerationId;',
    ],
    [
      'waiting for the next attempt to download',
      buildJob({
        ...{ ...done, nextAt: NOW + 720_000 },
        file: {
          state: 'downloading',
          receivedBytes: 43,
          sizeBytes: 100,
          error: errorDetail('fileRefused', { status: 503 }),
        },
      }),
      'download pending, next attempt in 12m',
      'cloud-download',
      'downloadAgain;copyGenerationId;',
    ],
    [
      'more than was announced',
      buildJob({ ...done, nextAt: NOW, file: { state: 'downloading', receivedBytes: 999, sizeBytes: 100 } }),
      'downloading 100%',
      'cloud-download',
      'copyGenerationId;',
    ],
    [
      'of unknown length',
      buildJob({ ...done, nextAt: NOW, file: { state: 'downloading', receivedBytes: 3_200_000 } }),
      'downloading 3.2 MB',
      'cloud-download',
      'copyGenerationId;',
    ],
    [
      'saved',
      buildJob({ ...done, resultUrl: 'https://cdn.example/1.mp4', file: { state: 'saved' } }),
      '5m ago',
      'check charts.green',
      'saveAs;compareSource;copyPath;copyVideoUrl;copyGenerationId;',
    ],
    [
      'a data: result',
      buildJob({ ...done, resultUrl: 'data:video/mp4;base64,AAAA', file: { state: 'saved' } }),
      '5m ago',
      'check charts.green',
      'saveAs;compareSource;copyPath;copyGenerationId;',
    ],
    [
      'not saved',
      buildJob({ ...done, file: { state: 'failed' } }),
      'download failed · 5m ago',
      'warning list.warningForeground',
      'downloadAgain;copyGenerationId;',
    ],
    [
      'lost',
      buildJob({ ...done, file: { state: 'lost' } }),
      'video lost · 5m ago',
      'warning list.warningForeground',
      'downloadAgain;copyGenerationId;',
    ],
    [
      'deleted',
      buildJob({ ...done, file: { state: 'deleted' } }),
      'video deleted · 5m ago',
      'check disabledForeground',
      'downloadAgain;copyGenerationId;',
    ],
    [
      'failed',
      buildJob({ ...done, state: 'failed' }),
      'failed · 5m ago',
      'error list.errorForeground',
      'retry;copyGenerationId;',
    ],
    [
      'gone at the service',
      buildJob({ ...done, state: 'failed', error: errorDetail('generationNotFound', { attempts: 5 }) }),
      'failed · 5m ago',
      'error list.errorForeground',
      'checkAgain;retry;copyGenerationId;',
    ],
    [
      'failed, tried again',
      buildJob({ ...done, state: 'failed', retriedAs: 'x' }),
      'failed, retried · 5m ago',
      'error list.errorForeground',
      'copyGenerationId;',
    ],
    [
      'stopped',
      buildJob({ ...done, state: 'stopped' }),
      'not tracked · 5m ago',
      'circle-slash',
      'checkAgain;copyGenerationId;',
    ],
  ]

  it('shows every state of a job and its file', () => {
    const seen = cases.map(([name, job]) => {
      const { icon, contextValue } = presentRow(job, true, renderContext())
      const value = contextValue.replace(ALWAYS, '')
      return [name, describeJob(job, renderContext()), icon.color ? `${icon.id} ${icon.color}` : icon.id, value]
    })
    assert.deepEqual(
      seen,
      cases.map(([name, , ...expected]) => [name, ...expected]),
    )
  })

  it('includes actions that need the request only if it is available', () => {
    const job = buildJob({ ...done, state: 'failed', prompt: '' })
    assert.deepEqual(
      [false, true].map((hasRequest) =>
        presentRow(job, hasRequest, renderContext()).contextValue.replace(
          'rename;editTags;editNote;addToFavorites;',
          '',
        ),
      ),
      [
        'job;open;copyGenerationId;remove;',
        'job;open;retry;generateAgain;showRequest;saveRequest;copyRequest;copyGenerationId;remove;',
      ],
    )
  })

  it('uses the ID as the title of a job without a prompt, and describes the icon to screen readers', () => {
    const saved = buildJob({
      ...done,
      prompt: ' \u202e ',
      generationId: '\u202eabcdefgh-1:al/x',
      file: { state: 'saved' },
    })
    const running = buildJob({ prompt: 'a\nb' })
    assert.deepEqual(
      [saved, running]
        .map((job) => presentRow(job, false, renderContext()))
        .map(({ label, ariaLabel }) => [label, ariaLabel]),
      [
        ['Generation abcdefgh', 'Generation abcdefgh, completed, 5m ago'],
        ['generating · a b', 'a b, generating, 2m'],
      ],
    )
  })

  it('starts with the state, unless the video is saved, and shows the whole prompt', () => {
    const prompt = 'A dancer in a red coat turns slowly on a wet roof'
    const jobs = [
      buildJob({ prompt }),
      buildJob({ ...done, prompt, file: { state: 'lost' } }),
      buildJob({ ...done, prompt, file: { state: 'saved' } }),
    ]
    assert.deepEqual(
      jobs.map((job) => presentRow(job, true, renderContext())).map(({ label, description }) => [label, description]),
      [
        [`generating · ${prompt}`, '2m'],
        [`video lost · ${prompt}`, '5m ago'],
        [prompt, '5m ago'],
      ],
    )
  })

  it('shows the favorite, the tags, and offers to remove a favorite', () => {
    const annotations = { name: '\u202eTake 2', note: undefined, tags: ['rain', 'رقص'], isFavorite: true }
    const { label, description, contextValue } = presentRow(
      buildJob({ ...done, annotations, file: { state: 'saved' } }),
      true,
      renderContext(),
    )
    assert.deepEqual(
      [label, description, contextValue.includes(';removeFromFavorites;'), contextValue.includes(';addToFavorites;')],
      ['Take 2', '5m ago · ★ · #rain #\u2068رقص\u2069', true, false],
    )
  })

  it('isolates a right-to-left prompt from the age that follows', () => {
    assert.equal(presentRow(buildJob({ prompt: 'ارقص' }), true, renderContext()).label, 'generating · \u2068ارقص\u2069')
  })

  it('shows that a key is missing', () => {
    const { label, icon } = presentRow(buildJob({ prompt: 'Waltz' }), true, renderContext({ hasKey: false }))
    assert.deepEqual([label, icon.id], ['waiting for an API key · Waltz', 'debug-pause'])
  })
})
