import { availableActions, type JobAction } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { errorText } from '../presentation/errorText.ts'
import { failureText } from '../presentation/failureText.ts'
import type { RenderContext } from '../presentation/jobPresentation.ts'
import type { L10n } from '../presentation/l10n.ts'
import { quoteTitle } from '../presentation/title.ts'

export interface JobNotification {
  readonly severity: 'information' | 'warning' | 'error'
  /** Sanitized: outside text creates no links. */
  readonly message: string
  readonly actions: readonly JobAction[]
}

type TimedLanguage = Pick<RenderContext, 'l10n' | 'locale' | 'now'>

const MAX_REASON_LENGTH = 600

/** The notification for a job that completed, failed or is unconfirmed. */
export function presentNotification(job: Job, hasRequest: boolean, language: TimedLanguage): JobNotification {
  const available = availableActions(job, { hasRequest })
  const { actions, ...notification } = presentEnd(job, language)
  return { ...notification, actions: actions.filter((action) => available.has(action)) }
}

/** One message for many jobs: `4 videos are ready, 1 generation failed.` */
export function summarizeJobs(jobs: readonly Job[], l10n: L10n): string {
  const completed = jobs.filter(({ state }) => state === 'completed')
  const ready = completed.filter(({ file }) => file.state === 'saved').length
  const notDownloaded = completed.length - ready
  const failed = jobs.filter(({ state }) => state === 'failed').length
  const unconfirmed = jobs.filter(({ state }) => state === 'unconfirmed').length
  const parts = [
    [ready, l10n.t('1 video is ready'), l10n.t('{0} videos are ready', ready)],
    [
      notDownloaded,
      l10n.t('1 video could not be downloaded'),
      l10n.t('{0} videos could not be downloaded', notDownloaded),
    ],
    [failed, l10n.t('1 generation failed'), l10n.t('{0} generations failed', failed)],
    [
      unconfirmed,
      l10n.t('1 generation needs your decision'),
      l10n.t('{0} generations need your decision', unconfirmed),
    ],
  ] as const
  const texts = parts.filter(([count]) => count > 0).map(([count, one, many]) => (count === 1 ? one : many))
  return `${texts.join(', ')}.`
}

function presentEnd(job: Job, language: TimedLanguage): JobNotification {
  const { l10n } = language
  const title = quoteTitle(job, l10n)
  if (job.state === 'unconfirmed') {
    return {
      severity: 'warning',
      message: join(
        l10n.t(
          'It is unknown whether the service accepted {0}. The account logs do not list the generation yet.',
          title,
        ),
        sanitizeText(failureText(job, language), MAX_REASON_LENGTH),
      ),
      actions: ['checkAgain', 'retry', 'remove'],
    }
  }
  if (job.state === 'failed') {
    return {
      severity: 'error',
      message: join(l10n.t('{0} failed.', title), sanitizeText(failureText(job, language), MAX_REASON_LENGTH)),
      actions: ['openBilling', 'changeAndGenerateAgain', 'checkAgain', 'retry', 'showRequest'],
    }
  }
  if (job.file.state === 'saved') {
    return {
      severity: 'information',
      message: l10n.t('{0} is ready.', title),
      actions: ['open', 'saveAs', 'generateVariations'],
    }
  }
  const reason = job.file.error ? errorText(job.file.error, language) : ''
  return {
    severity: 'warning',
    message: join(
      l10n.t('{0} is complete, but its video could not be downloaded.', title),
      sanitizeText(reason, MAX_REASON_LENGTH),
    ),
    actions: ['downloadAgain', 'copyVideoUrl'],
  }
}

function join(...sentences: string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
