import type { ErrorCode, ErrorDetail, ErrorDetailOf, UnreadableCause } from '../../core/errorDetail.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import type { BillingStatus } from '../../core/job/billing.ts'
import { billingText } from './billingText.ts'
import type { L10n } from './l10n.ts'
import { networkErrorText, unreachableText } from './networkErrorText.ts'

type Texts = { readonly [C in ErrorCode]: (args: ErrorDetailOf<C>['args'], l10n: L10n) => ErrorText }

/** What happened, followed by what the user can do about it. Either may hold outside text: sanitize before showing. */
export interface ErrorText {
  readonly what: string
  readonly next?: string
}

/**
 * The sentences for an error: what happened, what the service said, whether it was billed if `billing` is given, what to
 * do. May hold outside text: pass it through `core/text/sanitize.ts` before it is shown.
 */
export function errorText(detail: ErrorDetail, l10n: L10n, billing?: BillingStatus): string {
  // The union of functions cannot be called with the union of arguments; the code picks both.
  const make = TEXTS[detail.code] as (args: unknown, l10n: L10n) => ErrorText
  // An import or a newer version may have stored a code that is not known here.
  const isKnown = Object.hasOwn(TEXTS, detail.code)
  const { what, next } = isKnown ? make(detail.args, l10n) : { what: l10n.t('The operation failed.') }
  const said = serviceText(detail, l10n)
  const billed = billing === undefined ? '' : billingText(billing, l10n)
  return [what, said, billed, next].filter(Boolean).join(' ')
}

/** The sentences for any thrown value. May hold outside text, as `errorText`. */
export function thrownErrorText(error: unknown, l10n: L10n): string {
  return error instanceof AppError ? errorText(error.detail, l10n) : l10n.t('Unexpected error: {0}', messageOf(error))
}

/** What the service said, as a sentence; empty if it said nothing. */
function serviceText({ service }: ErrorDetail, l10n: L10n): string {
  const message = service?.message?.trim() || service?.name?.trim() || ''
  if (message === '') return ''
  const sentence = /[.!?…]$/.test(message) ? message : `${message}.`
  return service?.message && service.name
    ? l10n.t('The service reported: {0} ({1})', sentence, service.name)
    : l10n.t('The service reported: {0}', sentence)
}

const TEXTS: Texts = {
  text: ({ text }) => ({ what: text }),

  unreachable: ({ host, networkCode }, l10n) => ({ what: unreachableText(host, networkCode, l10n) }),
  connectionLost: ({ host, networkCode }, l10n) => ({ what: networkErrorText(host, networkCode, l10n) }),
  unreadable: ({ host, cause }, l10n) => ({ what: unreadableText(host, cause, l10n) }),
  redirected: ({ host, targetHost }, l10n) => ({
    what:
      targetHost === undefined
        ? l10n.t('{0} redirected the request. Redirects are not followed, to protect the API key.', host)
        : l10n.t(
            '{0} redirected the request to {1}. Redirects are not followed, to protect the API key.',
            host,
            targetHost,
          ),
    next: l10n.t('Check the setting "wanVace.apiBaseUrl" and the proxy settings.'),
  }),
  aborted: (_, l10n) => ({ what: l10n.t('The request was canceled.') }),
  badRequest: (_, l10n) => ({ what: l10n.t('The service rejected the request.') }),
  unauthorized: (_, l10n) => ({
    what: l10n.t('The service did not accept the API key.'),
    next: l10n.t('Set the API key again.'),
  }),
  outOfCredits: (_, l10n) => ({
    what: l10n.t('The account does not have enough credits.'),
    next: l10n.t('Add credits, then try again.'),
  }),
  forbidden: (_, l10n) => ({
    what: l10n.t('The API key does not have permission for this request.'),
    next: l10n.t('Check the permissions of the key, or use another one.'),
  }),
  notFound: (_, l10n) => ({ what: l10n.t('The service did not find what was requested.') }),
  tooLarge: ({ sizeBytes }, l10n) => ({
    what: l10n.t('The request is too large for the service ({0} MB).', (sizeBytes / 1e6).toFixed(1)),
    next: l10n.t('Use URLs instead of local files for the video and images.'),
  }),
  rateLimited: ({ retryAfterMs }, l10n) => ({
    what: l10n.t('Rate limit reached.'),
    next:
      retryAfterMs === undefined
        ? l10n.t('Try again later.')
        : l10n.t('Try again in {0} s.', Math.max(1, Math.ceil(retryAfterMs / 1000))),
  }),
  refused: ({ status }, l10n) => ({ what: l10n.t('The service rejected the request ({0}).', status) }),
  serviceError: ({ status }, l10n) => ({ what: l10n.t('The service reported an error ({0}).', status) }),

  generationFailed: (_, l10n) => ({ what: l10n.t('The service could not generate the video.') }),
  loggedAsFailed: (_, l10n) => ({ what: l10n.t('The account logs list this request as failed.') }),
  noVideo: (_, l10n) => ({
    what: l10n.t('The service reported the generation as completed, but returned no video.'),
    next: l10n.t('Check again later, or contact support with the generation ID.'),
  }),
  generationNotFound: ({ attempts }, l10n) => ({
    what: l10n.t('The service does not know this generation for the current API key (checked {0} times).', attempts),
    next: l10n.t('If you changed the key, set the previous one and check again.'),
  }),
  interrupted: (_, l10n) => ({ what: l10n.t('The window closed before the service responded.') }),
  sandboxStopped: (_, l10n) => ({ what: l10n.t('The sandbox that ran this generation was stopped.') }),
  unexpected: ({ message }, l10n) => ({ what: l10n.t('Unexpected error: {0}', message) }),

  fileGone: ({ status }, l10n) => ({ what: l10n.t('The video URL no longer works ({0}).', status) }),
  fileRefused: ({ status }, l10n) => ({ what: l10n.t('The video host reported an error ({0}).', status) }),
  fileNotVideo: ({ contentType }, l10n) => ({
    what: l10n.t('The video host sent {0} instead of a video.', contentType || l10n.t('unknown content')),
  }),
  fileRangeMismatch: (_, l10n) => ({
    what: l10n.t('The video host sent a different part of the file than requested.'),
  }),
  fileEmpty: (_, l10n) => ({ what: l10n.t('The video host sent an empty file.') }),
  fileTooManyRedirects: ({ limit }, l10n) => ({
    what: l10n.t('The video host redirected the request more than {0} times.', limit),
  }),
  downloadIncomplete: ({ receivedBytes, totalBytes }, l10n) => ({
    what:
      totalBytes === undefined
        ? l10n.t('The download ended early, after {0} bytes.', receivedBytes)
        : l10n.t('The download ended early, after {0} of {1} bytes.', receivedBytes, totalBytes),
  }),
  downloadFailed: ({ message }, l10n) => ({ what: l10n.t('The download was interrupted: {0}', message) }),
  downloadStalled: (_, l10n) => ({ what: l10n.t('The video host stopped sending data.') }),
  fileUnreachable: ({ message }, l10n) => ({ what: l10n.t('Could not connect to the video host: {0}', message) }),
  unsafeUrl: ({ url }, l10n) => ({
    what: l10n.t('The video was not downloaded, because its URL is not a public https URL: {0}', url),
  }),
  noVideoUrl: (_, l10n) => ({ what: l10n.t('The service did not return a URL for the video.') }),
  videoLost: (_, l10n) => ({
    what: l10n.t('The service no longer provides this video, and it was not downloaded before.'),
  }),
  videoTooLarge: ({ limitBytes }, l10n) => ({
    what: l10n.t('The video is larger than {0} GB and was not downloaded.', Math.floor(limitBytes / 1e9)),
    next: l10n.t('Copy its URL to download it elsewhere.'),
  }),
  videoNotBase64: (_, l10n) => ({ what: l10n.t('The service returned the video in an unsupported encoding.') }),
  diskFull: ({ folder }, l10n) => ({
    what: l10n.t('The disk is full. The video could not be written to {0}.', folder),
    next: l10n.t('Free some space, then download the video again.'),
  }),
  noWriteAccess: ({ folder }, l10n) => ({
    what: l10n.t('The video could not be saved: no write access to {0}.', folder),
    next: l10n.t('Allow access, then download the video again.'),
  }),
  videoNotWritten: ({ message }, l10n) => ({ what: l10n.t('The video could not be saved: {0}', message) }),

  storeDiskFull: ({ folder }, l10n) => ({
    what: l10n.t('The disk is full. The job list in {0} could not be saved.', folder),
  }),
  storeReadOnly: ({ folder }, l10n) => ({
    what: l10n.t('The job list cannot be saved: no write access to {0}. Nothing can be generated without it.', folder),
  }),
  storeBusy: (_, l10n) => ({ what: l10n.t('Another window is using the job list.'), next: l10n.t('Try again.') }),
  storeIo: ({ folder }, l10n) => ({
    what: l10n.t('The job list in {0} could not be read or written: the disk reported an error.', folder),
  }),
  storeBlocked: ({ folder }, l10n) => ({
    what: l10n.t(
      'The job list cannot be saved: {0} is a file, not a folder. Nothing can be generated without it.',
      folder,
    ),
    next: l10n.t('Move the file, then reload the window.'),
  }),
  storeFailed: ({ folder, message }, l10n) => ({
    what: l10n.t('The job list in {0} cannot be used: {1}. Nothing can be generated without it.', folder, message),
  }),
  storeNewer: (_, l10n) => ({
    what: l10n.t('The job list was saved by a newer version of Wan VACE Studio. It was not changed.'),
    next: l10n.t('Update the extension.'),
  }),

  noKeyToGenerate: (_, l10n) => ({ what: l10n.t('Generating a video requires an API key. Nothing was sent.') }),
  noKeyToReadAccount: (_, l10n) => ({ what: l10n.t('Reading the account requires an API key.') }),
  otherService: ({ current, expected }, l10n) => ({
    what: l10n.t('This window is now connected to {0}, not to {1}. Nothing was sent.', current, expected),
    next: l10n.t('Generate again to use the current connection.'),
  }),
  requestUnknown: (_, l10n) => ({ what: l10n.t("The original request isn't available on this computer.") }),
  modelNotOffered: ({ model }, l10n) => ({
    what: l10n.t('This version does not support the model {0}. Nothing was sent.', model),
  }),
  invalidRequest: ({ field }, l10n) => ({
    what: l10n.t('The request is not valid: check the parameter {0}. Nothing was sent.', field),
  }),
  alreadyRetried: (_, l10n) => ({ what: l10n.t('This generation was already retried.') }),
  jobChanged: (_, l10n) => ({ what: l10n.t('This generation has changed in the meantime.') }),
  jobRemoved: (_, l10n) => ({ what: l10n.t('This generation was removed.') }),
  neverAccepted: (_, l10n) => ({ what: l10n.t('The service never accepted this generation.') }),
  outcomeNotStored: ({ generationId }, l10n) => ({
    what:
      generationId === undefined
        ? l10n.t('The request was sent, but its result could not be saved. It may be billed.')
        : l10n.t(
            'The request was accepted, but its result could not be saved. Its generation ID is {0}.',
            generationId,
          ),
    next: l10n.t('Do not send it again: the extension looks for it as soon as the job list can be saved.'),
  }),
  removedBeforeResponse: ({ generationId }, l10n) => ({
    what:
      generationId === undefined
        ? l10n.t('The generation was removed before the service responded. It may be billed.')
        : l10n.t('The generation was removed before the service responded. Its generation ID is {0}.', generationId),
  }),
  importEmpty: (_, l10n) => ({ what: l10n.t('The file is empty.') }),
  importNotAnExport: (_, l10n) => ({ what: l10n.t('The file is not an export of Wan VACE Studio.') }),
  importNewer: (_, l10n) => ({
    what: l10n.t('The file was exported by a newer version of Wan VACE Studio.'),
    next: l10n.t('Update the extension.'),
  }),
  importLineTooLong: (_, l10n) => ({ what: l10n.t('The file has a line that is too long for an export.') }),
}

function unreadableText(host: string, cause: UnreadableCause, l10n: L10n): string {
  switch (cause) {
    case 'empty':
      return l10n.t('{0} sent an empty response.', host)
    case 'html':
      return l10n.t(
        '{0} sent a web page instead of data. A proxy or a sign-in page may have intercepted the request.',
        host,
      )
    case 'notJson':
      return l10n.t('{0} sent a response that is incomplete or not valid JSON.', host)
    case 'wrongTypes':
      return l10n.t('{0} sent a response in an unexpected format.', host)
    case 'tooLarge':
      return l10n.t('{0} sent a response that is too large.', host)
  }
}
