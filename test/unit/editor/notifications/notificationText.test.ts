import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ErrorDetail } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import { Batcher } from '../../../../src/editor/notifications/batcher.ts'
import { bundleText, noticeOf } from '../../../../src/editor/notifications/notificationText.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

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

describe('a notice', () => {
  it('says what happened, whether money was spent, and what to do', () => {
    const name = '“\u2068A dancer on a roof\u2069”'
    const cases = [
      [saved, `${name} is ready.`, 'open saveAs'],
      [
        lost,
        `${name} is ready, but its video could not be saved. The service no longer provides this video, and it was not downloaded before.`,
        'downloadAgain copyVideoUrl',
      ],
      [
        failed(errorDetail('generationFailed', {}, { name: 'Dark', message: 'The clip is too dark' }), 'g'),
        `${name} failed. The service could not generate the video. The service reported: The clip is too dark. (Dark). Nothing was charged.`,
        'retry showRequest',
      ],
      [
        failed(errorDetail('noKeyToGenerate', {})),
        `${name} failed. Generating a video requires an API key. Nothing was sent. Nothing was charged.`,
        'retry showRequest',
      ],
      [
        failed(errorDetail('noVideo', {}), 'g'),
        `${name} failed. The service reported the generation as completed, but returned no video. Check again later, or contact support with the generation ID. It may have been charged.`,
        'checkAgain retry showRequest',
      ],
      [
        failed(errorDetail('generationNotFound', { attempts: 5 }), 'g'),
        `${name} failed. The service does not know this generation for the current API key (checked 5 times). If you changed the key, set the previous one and check again. It may have been charged.`,
        'checkAgain retry showRequest',
      ],
      [
        unknown,
        `It is not known whether ${name} was bought: the service’s answer never came, and the account’s logs do not show it so far.`,
        'checkAgain generateAgain remove',
      ],
    ] as const
    assert.deepEqual(
      cases.map(([job]) => noticeOf(job, true, l10n)).map(({ message, actions }) => [message, actions.join(' ')]),
      cases.map(([, message, actions]) => [message, actions]),
    )
  })

  it('has no link in it, whatever the prompt and the service say', () => {
    const evil = '[Reload](command:workbench.action.reloadWindow)'
    const job = buildJob({
      prompt: evil,
      state: 'failed',
      error: errorDetail('generationFailed', {}, { name: evil, message: evil }),
    })
    const { message } = noticeOf(job, false, l10n)
    assert.deepEqual([message.includes(']('), noticeOf(job, false, l10n).actions], [false, []])
  })

  it('is one sentence for many', () => {
    assert.deepEqual(
      [
        bundleText(Array(5).fill(saved), l10n),
        bundleText([saved, lost, unknown, unknown, failed(errorDetail('noVideo', {}))], l10n),
      ],
      [
        '5 videos are ready.',
        '1 video is ready, 1 video could not be saved, 1 generation failed, 2 generations were not found and need a decision.',
      ],
    )
  })

  it('waits for its fellows, and starts over afterwards', async () => {
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
