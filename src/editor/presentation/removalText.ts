import type { Job } from '../../core/job/job.ts'
import type { L10n } from './l10n.ts'

/** What the user is to know before a job is removed; undefined if nothing is lost. */
export function removalText(job: Job, l10n: L10n): string | undefined {
  if (job.file.state === 'saved') {
    return l10n.t(
      'Videos are deleted from this computer. Copies that you saved elsewhere are kept. You can undo this for ten seconds.',
    )
  }
  if (job.state === 'submitting') {
    return l10n.t(
      'A request is being sent and cannot be canceled. If the service accepts it, it may be billed, and the generation returns to the list.',
    )
  }
  if (job.state === 'unconfirmed' && job.nextAt !== undefined) {
    return l10n.t(
      'The service may have accepted a request. If the account logs list the generation later, it returns to the list.',
    )
  }
  return isPaidFor(job)
    ? l10n.t('A video that is not downloaded yet may be billed nevertheless. You can undo this for ten seconds.')
    : undefined
}

/** Whether the service generates the video, or has it, and it is to be downloaded. */
function isPaidFor({ state, isFree, nextAt }: Job): boolean {
  if (isFree) return false
  return state === 'queued' || state === 'generating' || (state === 'completed' && nextAt !== undefined)
}
