import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import type { PreviewInput } from '../../../../src/editor/preview/previewInput.ts'
import { goneView, panelTitle, previewView } from '../../../../src/editor/preview/previewModel.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

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
    unplayable: new Set(),
    waitsFor: undefined,
    ...more,
  }
}

/** What a row of the table below is about: what is on the stage, and what can be done. */
function gist(of: PreviewInput): string {
  const { status, stage, actions } = previewView(of, { l10n, locale: 'en' })
  const on = stage.kind === 'video' ? stage.src : stage.title
  return `${status.label} | ${on} | ${actions.map(({ id, primary }) => (primary ? `[${id}]` : id)).join(' ')}`
}

const completed = { state: 'completed', generationId: 'g', resultUrl: URL } as const

describe('the preview of a job', () => {
  const cases: readonly [string, PreviewInput, string][] = [
    ['being sent', input({ state: 'submitting' }), 'Sending | Sending the request… | generateAgain'],
    ['queued', input({ state: 'queued' }), 'Queued | Waiting in the queue… | generateAgain stopTracking'],
    ['generating', input({ state: 'generating' }), 'Generating | Generating… | generateAgain stopTracking'],
    ['recovered', input({ state: 'generating' }, { request: undefined }), 'Generating | Generating… | stopTracking'],
    [
      'being looked for',
      input({ state: 'unconfirmed', nextAt: 1 }),
      'Looking for it | Looking for the generation… | generateAgain',
    ],
    [
      'not found',
      input({ state: 'unconfirmed', nextAt: undefined }),
      'Unconfirmed | It is not known whether this was bought | [checkAgain] retry generateAgain remove',
    ],
    ['failed', input({ state: 'failed' }), 'Failed | The generation failed | [retry] generateAgain'],
    [
      'failed and tried again',
      input({ state: 'failed', retriedAs: 'other' }),
      'Failed | The generation failed | generateAgain',
    ],
    [
      'stopped',
      input({ state: 'stopped', generationId: 'g' }),
      'No longer watched | No longer watched | [checkAgain] generateAgain',
    ],
    ['completed, not fetched yet', input(completed), `Downloading | ${URL} | copyVideoUrl generateAgain`],
    [
      'with a data: result',
      input({ ...completed, resultUrl: undefined, file: { state: 'downloading' } }),
      'Downloading | Downloading the video… | generateAgain',
    ],
    [
      'saved',
      input({ ...completed, file: saved }, { fileUrl: FILE }),
      `Completed | ${FILE} | [saveAs] copyVideoUrl generateAgain`,
    ],
    [
      'saved, and the file cannot be played',
      input({ ...completed, file: saved }, { fileUrl: FILE, unplayable: new Set([FILE]) }),
      'Completed | This file cannot be played here | [downloadAgain] openExternally saveAs copyVideoUrl generateAgain',
    ],
    [
      'lost',
      input({ ...completed, file: { state: 'lost' } }),
      `Completed, file lost | ${URL} | [downloadAgain] copyVideoUrl generateAgain`,
    ],
    [
      'lost, and the address is dead',
      input({ ...completed, file: { state: 'lost' } }, { unplayable: new Set([URL]) }),
      'Completed, file lost | The video is lost | [downloadAgain] openExternally copyVideoUrl generateAgain',
    ],
    [
      'not downloaded, address not to be trusted',
      input({ ...completed, resultUrl: 'http://cdn.example.com/v.mp4', file: { state: 'failed' } }),
      'Completed, not downloaded | The video could not be downloaded | [downloadAgain] copyVideoUrl generateAgain',
    ],
    [
      'deleted by the retention setting',
      input({ ...completed, resultUrl: undefined, file: { state: 'deleted' } }),
      'Completed, file deleted | The file was deleted from this machine | [downloadAgain] generateAgain',
    ],
  ]
  for (const [name, of, expected] of cases) it(name, () => assert.equal(gist(of), expected))

  it('is a friendly page when the job is gone or cannot be read', () => {
    const [gone, unreadable] = [goneView('j', undefined, l10n), goneView('j', 'The disk is gone.', l10n)]
    assert.deepEqual(
      [gone, unreadable].map(({ stage, actions }) => [stage.kind === 'notice' && stage.paragraphs[0], actions[0]?.id]),
      [
        ['It was removed from the list of generations. You can close this tab.', 'showJobs'],
        ['The disk is gone.', 'showJobs'],
      ],
    )
  })

  it('names its tab with one bounded line', () => {
    const prompts = ['A knight', 'line one\nline two\u202e', '', 'x'.repeat(300)]
    assert.deepEqual(
      prompts.map((prompt) => panelTitle(buildJob({ prompt }), l10n)),
      ['A knight', 'line one line two', 'Generation 0b1c2d3e', `${'x'.repeat(39)}…`],
    )
  })
})

describe('what a failure says of money', () => {
  const cases: readonly [string, Partial<Job>, RegExp][] = [
    ['never accepted', {}, /^Nothing was charged: no generation was made/],
    ['the service says error', { generationId: 'g', remoteStatus: 'error' }, /^Nothing was charged: the service/],
    ['the logs say failed', { generationId: 'g', error: errorDetail('loggedAsFailed', {}) }, /^Nothing was charged/],
    ['completed without a video', { generationId: 'g', remoteStatus: 'completed' }, /^It may have been charged/],
    [
      'no such generation',
      { generationId: 'g', error: errorDetail('generationNotFound', { attempts: 5 }) },
      /^It may have been/,
    ],
    ['with a cost', { generationId: 'g', remoteStatus: 'error', creditsUsed: 5 }, /^The service reports a charge/],
  ]
  for (const [name, job, expected] of cases) {
    it(name, () => {
      const { stage } = previewView(input({ state: 'failed', ...job }), { l10n, locale: 'en' })
      assert.ok(stage.kind === 'notice' && stage.paragraphs.some((paragraph) => expected.test(paragraph)))
    })
  }
})
