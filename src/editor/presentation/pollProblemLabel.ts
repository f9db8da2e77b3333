import type { Job } from '../../core/job/job.ts'
import type { L10n } from './l10n.ts'

/** Why the last polls of a running job failed, in a few words, in lower case. */
export function pollProblemLabel({ error }: Pick<Job, 'error'>, l10n: L10n): string {
  switch (error?.code) {
    case 'notFound':
      return l10n.t('not found (404), still trying')
    case 'serviceError':
    case 'refused':
      return l10n.t('service error ({0}), still trying', error.args.status)
    case 'rateLimited':
      return l10n.t('rate limit reached, still trying')
    case 'unauthorized':
      return l10n.t('API key not accepted')
    case 'forbidden':
      return l10n.t('no permission, still trying')
    case 'unreachable':
      return l10n.t('no connection, still trying')
    case 'unreadable':
      return l10n.t('unreadable response, still trying')
    default:
      return l10n.t('no response, still trying')
  }
}
