import type { Batch } from '../../core/job/batch.ts'
import type { Job } from '../../core/job/job.ts'
import { quoteBatchTitle } from '../presentation/batchTitle.ts'
import type { L10n } from '../presentation/l10n.ts'
import { summarizeJobs } from './jobNotification.ts'

/** For example `The batch “Dance” has ended: 4 videos are ready, 1 generation failed. 2 requests were not sent.` */
export function batchEndText(batch: Batch, jobs: readonly Job[], l10n: L10n): string {
  const ended = jobs.filter(({ state }) => state !== 'stopped')
  const title = quoteBatchTitle(batch)
  const summary =
    ended.length === 0
      ? l10n.t('The batch {0} has ended.', title)
      : l10n.t('The batch {0} has ended: {1}', title, summarizeJobs(ended, l10n))
  return [summary, ...stoppedTexts(batch, l10n)].join(' ')
}

/** Asks whether to send the rest of a batch. `reason` is sanitized; empty if the time of the confirmation has passed. */
export function batchQuestionText(batch: Batch, reason: string, l10n: L10n): string {
  const title = quoteBatchTitle(batch)
  const question =
    batch.planned === 1
      ? l10n.t('1 of {0} requests of the batch {1} was not sent. Continue?', batch.total, title)
      : l10n.t('{0} of {1} requests of the batch {2} were not sent. Continue?', batch.planned, batch.total, title)
  if (reason !== '') return `${reason} ${question}`
  return batch.isFree ? question : `${question} ${l10n.t('Each video that is generated is billed.')}`
}

function stoppedTexts({ stopped }: Batch, l10n: L10n): string[] {
  if (stopped === 0) return []
  return [stopped === 1 ? l10n.t('1 request was not sent.') : l10n.t('{0} requests were not sent.', stopped)]
}
