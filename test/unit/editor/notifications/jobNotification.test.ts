import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorDetail } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import { Batcher } from '../../../../src/editor/notifications/batcher.ts'
import { presentNotification, summarizeJobs } from '../../../../src/editor/notifications/jobNotification.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n, renderContext } from '../../../fixtures/renderContext.ts'

const saved = buildJob({ state: 'completed', file: { state: 'saved' } })
const lost = buildJob({
  state: 'completed',
  resultUrl: 'https://c',
  file: { state: 'lost', error: errorDetail('videoLost', {}) },
})
const unknown = buildJob({ state: 'unconfirmed', nextAt: undefined })

function failed(error: ErrorDetail, generationId?: string) {
  return buildJob({ state: 'failed', error, generationId })
}

describe('presentNotification', () => {
  it('says what happened, whether it was billed once, and what to do', () => {
    const name = '“\u2068A dancer on a roof\u2069”'
    const cases = [
      [saved, `${name} is ready.`, 'open saveAs generateVariations'],
      [
        lost,
        `${name} is complete, but its video could not be downloaded. The service no longer provides this video, and it was not downloaded before.`,
        'downloadAgain copyVideoUrl',
      ],
      [
        failed(errorDetail('generationFailed', {}, { name: 'Dark', message: 'The clip is too dark' }), 'g'),
        `${name} failed. The service reported: The clip is too dark (Dark). Nothing was charged.`,
        'retry showRequest',
      ],
      [
        failed(errorDetail('noKeyToGenerate', {})),
        `${name} failed. Generating a video requires an API key. Nothing was charged.`,
        'retry showRequest',
      ],
      [
        failed(errorDetail('badRequest', { field: undefined }, { message: 'Too long' })),
        `${name} failed. The service rejected the request: Too long. Nothing was charged.`,
        'changeAndGenerateAgain retry showRequest',
      ],
      [
        failed(errorDetail('outOfCredits', { billingUrl: 'https://a.example/billing' })),
        `${name} failed. The account does not have enough credits. Nothing was charged. Add credits, then try again.`,
        'openBilling retry showRequest',
      ],
      [
        failed(errorDetail('noVideo', {}), 'g'),
        `${name} failed. The service reported the generation as completed, but returned no video. It may have been charged. Check again later, or contact support with the generation ID.`,
        'checkAgain retry showRequest',
      ],
      [
        failed(errorDetail('generationNotFound', { attempts: 5 }), 'g'),
        `${name} failed. The service does not know this generation for the current API key (checked 5 times). It may have been charged. If you changed the key, set the previous one and check again.`,
        'checkAgain retry showRequest',
      ],
      [
        unknown,
        `It is unknown whether the service accepted ${name}. The account logs do not list the generation yet. It may have been charged.`,
        'checkAgain retry remove',
      ],
    ] as const
    assert.deepEqual(
      cases
        .map(([job]) => presentNotification(job, true, renderContext()))
        .map(({ message, actions }) => [message, actions.join(' ')]),
      cases.map(([, message, actions]) => [message, actions]),
    )
  })

  it('contains no links from a prompt or the service', () => {
    const evil = '[Reload](command:workbench.action.reloadWindow)'
    const job = buildJob({
      prompt: evil,
      state: 'failed',
      error: errorDetail('generationFailed', {}, { name: evil, message: evil }),
    })
    const { message } = presentNotification(job, false, renderContext())
    assert.deepEqual([message.includes(']('), presentNotification(job, false, renderContext()).actions], [false, []])
  })
})

describe('summarizeJobs', () => {
  it('counts the jobs by what the user should know', () => {
    assert.deepEqual(
      [
        summarizeJobs(Array(5).fill(saved), l10n),
        summarizeJobs([saved, lost, unknown, unknown, failed(errorDetail('noVideo', {}))], l10n),
      ],
      [
        '5 videos are ready.',
        '1 video is ready, 1 video could not be downloaded, 1 generation failed, 2 generations need your decision.',
      ],
    )
  })
})

describe('Batcher', () => {
  it('collects items for a while, then starts again', async () => {
    const seen: (readonly number[])[] = []
    const bundle = new Batcher<number>(20, (items) => seen.push(items))
    bundle.add(1)
    bundle.add(2)
    await sleep(60)
    bundle.add(3)
    await sleep(60)
    bundle.add(4)
    bundle.dispose()
    await sleep(60)
    assert.deepEqual(seen, [[1, 2], [3]])
  })
})
