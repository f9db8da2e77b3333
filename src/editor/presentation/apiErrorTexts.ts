import type { ApiErrorCode, UnreadableCause } from '../../core/errorDetail.ts'
import { formatBytes } from '../../core/text/format.ts'
import type { ErrorText, ErrorTexts } from './errorTextTypes.ts'
import type { L10n } from './l10n.ts'
import { connectionLostText, unreachableText } from './networkErrorText.ts'

/** The texts for failed calls to the API. */
export const API_ERROR_TEXTS: Pick<ErrorTexts, ApiErrorCode> = {
  unreachable: ({ host, networkCode }, { l10n }) => unreachableText(host, networkCode, l10n),
  connectionLost: ({ host, networkCode }, { l10n }) => connectionLostText(host, networkCode, l10n),
  unreadable: ({ host, cause }, { l10n }) => unreadableText(host, cause, l10n),
  redirected: ({ host, targetHost }, { l10n }) => ({
    what:
      targetHost === undefined
        ? l10n.t('{0} redirected the request. To protect the API key, redirects are not followed.', host)
        : l10n.t(
            '{0} redirected the request to {1}. To protect the API key, redirects are not followed.',
            host,
            targetHost,
          ),
    next: l10n.t('Check the setting "wanVace.apiBaseUrl" and the proxy settings.'),
  }),
  aborted: (_, { l10n }) => ({ what: l10n.t('The request was canceled.') }),
  badRequest: ({ field }, { l10n }) => ({
    what: l10n.t('The service rejected the request.'),
    next: field === undefined ? undefined : l10n.t('Check the parameter "{0}".', field),
  }),
  unauthorized: (_, { l10n }) => ({
    what: l10n.t('The service did not accept the API key.'),
    next: l10n.t('Set the API key again.'),
  }),
  outOfCredits: (_, { l10n }) => ({
    what: l10n.t('The account does not have enough credits.'),
    next: l10n.t('Add credits, then try again.'),
  }),
  forbidden: (_, { l10n }) => ({
    what: l10n.t('The API key does not have permission for this request.'),
    next: l10n.t('Check the permissions of the API key, or use another one.'),
  }),
  notFound: (_, { l10n }) => ({ what: l10n.t('The service did not find the requested resource (404).') }),
  tooLarge: ({ sizeBytes }, { l10n, locale }) => ({
    what: l10n.t('The request is too large for the service ({0}).', formatBytes(sizeBytes, locale)),
    next: l10n.t('Use URLs instead of local files for the video and images.'),
  }),
  rateLimited: ({ retryAfterMs }, { l10n }) => ({
    what: l10n.t('Rate limit reached.'),
    next: retryText(retryAfterMs, l10n),
  }),
  refused: ({ status }, { l10n }) => ({ what: l10n.t('The service rejected the request ({0}).', status) }),
  serviceError: ({ status }, { l10n }) => ({ what: l10n.t('The service reported an error ({0}).', status) }),
}

/** The service need not say when. Limits are usually for a minute. */
function retryText(retryAfterMs: number | undefined, l10n: L10n): string {
  if (retryAfterMs === undefined) return l10n.t('Try again in a minute.')
  return retryAfterMs > 0 ? l10n.t('Try again in {0} s.', Math.ceil(retryAfterMs / 1000)) : l10n.t('Try again now.')
}

function unreadableText(host: string, cause: UnreadableCause, l10n: L10n): ErrorText {
  switch (cause) {
    case 'empty':
      return { what: l10n.t('{0} sent an empty response.', host) }
    case 'html':
      return {
        what: l10n.t('{0} sent a web page instead of data.', host),
        next: l10n.t('Check whether a proxy or a sign-in page intercepts the connection.'),
      }
    case 'notJson':
      return { what: l10n.t('{0} sent a response that is incomplete or not valid JSON.', host) }
    case 'wrongTypes':
      return { what: l10n.t('{0} sent a response in an unexpected format.', host) }
    case 'tooLarge':
      return { what: l10n.t('{0} sent a response that is too large.', host) }
  }
}
