import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import type { PreviewInput } from '../../../../src/editor/preview/previewInput.ts'
import { previewView, unavailableView } from '../../../../src/editor/preview/previewModel.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n, renderContext } from '../../../fixtures/renderContext.ts'

const URL = 'https://cdn.example.com/v.mp4'
const FILE = 'https://file.vscode-resource.example/videos/v.mp4'
const saved = { state: 'saved', name: 'v.mp4', sizeBytes: 2_000_000 } as const

function input(
  job: Partial<Omit<Job, 'file'>> & { file?: Partial<Job['file']> },
  more: Partial<PreviewInput> = {},
): PreviewInput {
  const { file, ...rest } = job
  const blank = buildJob({ generationId: undefined, resultUrl: undefined, error: undefined, creditsUsed: undefined })
  return {
    job: { ...blank, ...rest, file: { ...blank.file, ...file } },
    request: { model: blank.model, values: { prompt: 'A knight dances', video_url: 'https://x.example/c.mp4' } },
    fileUrl: undefined,
    info: undefined,
    hasPreviousAttempt: false,
    expectedDurationMs: undefined,
    unplayable: new Set(),
    ...more,
  }
}

/** The status, the main area and the actions, with the primary one in brackets. */
function summary(of: PreviewInput): string {
  const { status, mainArea, actions } = previewView(of, renderContext())
  const area = mainArea.kind === 'video' ? mainArea.src : mainArea.title
  return `${status?.label} | ${area} | ${actions.map(({ id, primary }) => (primary ? `[${id}]` : id)).join(' ')}`
}

const completed = { state: 'completed', generationId: 'g', resultUrl: URL } as const

describe('the preview of a job', () => {
  const cases: readonly [string, PreviewInput, string][] = [
    ['submitting', input({ state: 'submitting' }), 'Sending | Sending the request… | generateAgain'],
    [
      'queued',
      input({ state: 'queued' }),
      'Queued | Waiting in the queue… | generateAgain generateVariations stopTracking',
    ],
    [
      'generating',
      input({ state: 'generating' }),
      'Generating | Generating… | generateAgain generateVariations stopTracking',
    ],
    ['recovered', input({ state: 'generating' }, { request: undefined }), 'Generating | Generating… | stopTracking'],
    [
      'unconfirmed, with searches to come',
      input({ state: 'unconfirmed', nextAt: 1 }),
      'Confirming with service | Confirming with the service… | generateAgain',
    ],
    [
      'unconfirmed, not found',
      input({ state: 'unconfirmed', nextAt: undefined }),
      'Unconfirmed: needs your decision | This generation is unconfirmed | [checkAgain] retry generateAgain remove',
    ],
    ['failed', input({ state: 'failed' }), 'Failed | Generation failed | [retry] generateAgain'],
    [
      'failed and retried',
      input({ state: 'failed', retriedAs: 'other' }),
      'Failed, retried | Generation failed | [showNewAttempt] generateAgain',
    ],
    [
      'rejected: the same request would be rejected again',
      input({ state: 'failed', error: errorDetail('badRequest', { field: 'prompt' }) }),
      'Failed | Generation failed | [changeAndGenerateAgain] retry',
    ],
    [
      'failed for missing credits',
      input({ state: 'failed', error: errorDetail('outOfCredits', { billingUrl: 'https://a.example/billing' }) }),
      'Failed | Generation failed | [openBilling] retry generateAgain',
    ],
    [
      'stopped',
      input({ state: 'stopped', generationId: 'g' }),
      'Not tracked | Not tracked | [checkAgain] generateAgain generateVariations',
    ],
    [
      'completed, not downloaded yet',
      input(completed),
      'Download pending | Downloading the video… | copyVideoUrl generateAgain generateVariations',
    ],
    [
      'completed, with a data: result',
      input({ ...completed, resultUrl: undefined, file: { state: 'downloading' } }),
      'Downloading | Downloading the video… | generateAgain generateVariations',
    ],
    [
      'saved',
      input({ ...completed, file: saved }, { fileUrl: FILE }),
      `Completed | ${FILE} | [saveAs] compareSource copyVideoUrl generateAgain generateVariations`,
    ],
    [
      'saved, with a file that cannot be played',
      input({ ...completed, file: saved }, { fileUrl: FILE, unplayable: new Set([FILE]) }),
      'Completed | Cannot play this video | [downloadAgain] openExternally saveAs copyVideoUrl generateAgain generateVariations',
    ],
    [
      'lost',
      input({ ...completed, file: { state: 'lost' } }),
      'Video lost | The video is no longer available | [downloadAgain] openExternally copyVideoUrl generateAgain generateVariations',
    ],
    [
      'not downloaded, with a URL that is not trusted',
      input({ ...completed, resultUrl: 'http://cdn.example.com/v.mp4', file: { state: 'failed' } }),
      'Download failed | Could not download the video | [downloadAgain] copyVideoUrl generateAgain generateVariations',
    ],
    [
      'deleted by the retention setting',
      input({ ...completed, resultUrl: undefined, file: { state: 'deleted' } }),
      'Video deleted | The video was deleted from this computer | [downloadAgain] generateAgain generateVariations',
    ],
  ]
  for (const [name, of, expected] of cases) it(name, () => assert.equal(summary(of), expected))

  it('offers to set the API key while a generation waits for it, without a progress bar', () => {
    for (const state of ['queued', 'generating', 'unconfirmed'] as const) {
      const { mainArea, actions } = previewView(input({ state, nextAt: 1 }), renderContext({ hasKey: false }))
      assert.deepEqual(
        [mainArea.kind === 'progress' && mainArea.isPaused, actions[0]?.id, actions[0]?.primary],
        [true, 'setApiKey', true],
      )
    }
  })

  it('explains that the job was removed or cannot be read', () => {
    const [removed, unreadable] = [unavailableView(undefined, l10n), unavailableView('The disk is full.', l10n)]
    assert.deepEqual(
      [removed, unreadable].map(({ mainArea, actions }) => [
        mainArea.kind === 'notice' && mainArea.paragraphs[0],
        actions[0]?.id,
      ]),
      [
        ['It is no longer in the list of generations. You can close this tab.', 'showJobs'],
        ['The disk is full.', 'showJobs'],
      ],
    )
  })
})

describe('the paragraphs about a failed job', () => {
  const retry = 'Retry sends the same request again. To change it first, select Generate Again with Changes.'
  const checkAgain = 'Check Again gets the status from the service and is free.'
  const cases: readonly [string, Partial<Job>, string[]][] = [
    ['never accepted', {}, ['Nothing was charged.', retry]],
    ['reported by the service', { generationId: 'g', remoteStatus: 'error' }, ['Nothing was charged.', retry]],
    [
      'listed as failed in the logs',
      { generationId: 'g', error: errorDetail('loggedAsFailed', {}) },
      ['The account logs list this request as failed. Nothing was charged.', retry],
    ],
    [
      'completed without a video',
      { generationId: 'g', remoteStatus: 'completed' },
      ['It may have been charged.', retry],
    ],
    [
      'not found',
      { generationId: 'g', error: errorDetail('generationNotFound', { attempts: 5 }) },
      [
        'The service does not know this generation for the current API key (checked 5 times). It may have been charged. If you changed the key, set the previous one and check again.',
        checkAgain,
        retry,
      ],
    ],
    [
      'with a cost',
      { generationId: 'g', remoteStatus: 'error', creditsUsed: 5 },
      ['The service reported a charge.', retry],
    ],
    ['retried', { retriedAs: 'other' }, ['Nothing was charged.', 'This generation was retried.']],
  ]
  for (const [name, job, expected] of cases) {
    it(name, () => {
      const { mainArea } = previewView(input({ state: 'failed', ...job }), renderContext())
      assert.deepEqual(mainArea.kind === 'notice' && mainArea.paragraphs, expected)
    })
  }
})
