import { availableActions } from '../../core/job/actions.ts'
import { billingStatusOf } from '../../core/job/billing.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { billingText } from '../presentation/billingText.ts'
import { errorText } from '../presentation/errorText.ts'
import type { L10n } from '../presentation/l10n.ts'
import { quoteTitle } from '../presentation/title.ts'

/** What a notification offers. */
export type NoticeAction =
  | 'open'
  | 'saveAs'
  | 'downloadAgain'
  | 'copyVideoUrl'
  | 'retry'
  | 'showRequest'
  | 'checkAgain'
  | 'generateAgain'
  | 'remove'

export interface Notice {
  readonly severity: 'information' | 'warning' | 'error'
  /** Safe for a notification: nothing in it becomes a link. */
  readonly message: string
  readonly actions: readonly NoticeAction[]
}

const REASON_LENGTH = 300

/** What a person is told of a job that came to an end, or whose end is not known. `hasRequest`: see `availableActions`. */
export function noticeOf(job: Job, hasRequest: boolean, l10n: L10n): Notice {
  const name = quoteTitle(job, l10n)
  if (job.state === 'unconfirmed') return unconfirmedNotice(name, hasRequest, l10n)
  if (job.state === 'failed') return failedNotice(job, name, hasRequest, l10n)
  if (job.file.state === 'saved') {
    return { severity: 'information', message: l10n.t('{0} is ready.', name), actions: ['open', 'saveAs'] }
  }
  const reason = job.file.error ? sanitizeText(errorText(job.file.error, l10n), REASON_LENGTH) : ''
  const message = l10n.t('{0} is ready, but its video could not be saved.', name)
  return {
    severity: 'warning',
    message: joined(message, reason),
    actions: job.resultUrl ? ['downloadAgain', 'copyVideoUrl'] : ['downloadAgain'],
  }
}

/** One sentence for many notices, as `4 videos are ready, 1 generation failed.` */
export function bundleText(jobs: readonly Job[], l10n: L10n): string {
  const count = (fits: (job: Job) => boolean) => jobs.filter(fits).length
  const ready = count(({ state, file }) => state === 'completed' && file.state === 'saved')
  const unsaved = count(({ state, file }) => state === 'completed' && file.state !== 'saved')
  const failed = count(({ state }) => state === 'failed')
  const unconfirmed = count(({ state }) => state === 'unconfirmed')
  const parts = [
    ready === 1 ? l10n.t('1 video is ready') : l10n.t('{0} videos are ready', ready),
    unsaved === 1 ? l10n.t('1 video could not be saved') : l10n.t('{0} videos could not be saved', unsaved),
    failed === 1 ? l10n.t('1 generation failed') : l10n.t('{0} generations failed', failed),
    unconfirmed === 1
      ? l10n.t('1 generation was not found and needs a decision')
      : l10n.t('{0} generations were not found and need a decision', unconfirmed),
  ]
  return `${parts.filter((_, index) => [ready, unsaved, failed, unconfirmed][index] !== 0).join(', ')}.`
}

function unconfirmedNotice(name: string, hasRequest: boolean, l10n: L10n): Notice {
  const message = l10n.t(
    'It is not known whether {0} was bought: the service’s answer never came, and the account’s logs do not show it so far.',
    name,
  )
  const again: NoticeAction[] = hasRequest ? ['generateAgain'] : []
  return { severity: 'warning', message, actions: ['checkAgain', ...again, 'remove'] }
}

function failedNotice(job: Job, name: string, hasRequest: boolean, l10n: L10n): Notice {
  const reason = job.error ? sanitizeText(errorText(job.error, l10n), REASON_LENGTH) : ''
  const available = availableActions(job, { hasRequest })
  const actions: readonly (NoticeAction | undefined)[] = [
    available.has('checkAgain') ? 'checkAgain' : undefined,
    available.has('retry') ? 'retry' : undefined,
    available.has('showRequest') ? 'showRequest' : undefined,
  ]
  return {
    severity: 'error',
    message: joined(l10n.t('{0} failed.', name), reason, billingText(billingStatusOf(job), l10n)),
    actions: actions.filter((action) => action !== undefined),
  }
}

/** Sentences one after the other; a reason from outside may lack its full stop. */
function joined(...sentences: string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(' ')
}
