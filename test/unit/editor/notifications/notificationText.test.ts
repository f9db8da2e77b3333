import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Batcher } from '../../../../src/editor/notifications/batcher.ts'
import { bundleText, noticeOf } from '../../../../src/editor/notifications/notificationText.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const saved = buildJob({ state: 'completed', file: { state: 'saved' } })
const lost = buildJob({
  state: 'completed',
  resultUrl: 'https://c',
  file: { state: 'lost', error: { name: 'lost', message: 'Gone' } },
})
const unknown = buildJob({ state: 'unconfirmed', nextAt: undefined })

function failed(name: string, message: string, generationId?: string) {
  return buildJob({ state: 'failed', error: { name, message }, generationId })
}

describe('a notice', () => {
  it('says what happened, whether money was spent, and what to do', () => {
    const name = '“\u2068A dancer on a roof\u2069”'
    const cases = [
      [saved, `${name} is ready.`, 'open saveAs'],
      [lost, `${name} is ready, but its video could not be saved. Gone.`, 'downloadAgain copyVideoUrl'],
      [
        failed('generation_failed', 'The clip is too dark', 'g'),
        `${name} failed. The clip is too dark. Nothing is charged for a failed generation.`,
        'retry showRequest',
      ],
      [
        failed('unreachable', 'No route. Nothing was sent.'),
        `${name} failed. No route. Nothing was sent.`,
        'retry showRequest',
      ],
      [
        failed('noVideo', 'No video came. It may have been charged.', 'g'),
        `${name} failed. No video came. It may have been charged.`,
        'checkAgain retry showRequest',
      ],
      [
        failed('notFound', 'No such generation.', 'g'),
        `${name} failed. No such generation.`,
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
    const job = buildJob({ prompt: evil, state: 'failed', error: { name: evil, message: evil } })
    const { message } = noticeOf(job, false, l10n)
    assert.deepEqual([message.includes(']('), noticeOf(job, false, l10n).actions], [false, []])
  })

  it('is one sentence for many', () => {
    assert.deepEqual(
      [bundleText(Array(5).fill(saved), l10n), bundleText([saved, lost, unknown, unknown, failed('a', 'b')], l10n)],
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
