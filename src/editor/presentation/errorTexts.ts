import { findModel } from '../../core/model/models.ts'
import { formatBytes } from '../../core/text/format.ts'
import { API_ERROR_TEXTS } from './apiErrorTexts.ts'
import type { ErrorTexts } from './errorTextTypes.ts'
import { validationMessage } from './validationMessages.ts'

/** The text for every error code. */
export const ERROR_TEXTS: ErrorTexts = {
  ...API_ERROR_TEXTS,

  text: ({ text }) => ({ what: text }),

  generationFailed: (_, { l10n }) => ({ what: l10n.t('The service could not generate the video.') }),
  generationEnded: ({ status }, { l10n }) => ({
    what: l10n.t('The service ended the generation with the status "{0}".', status),
  }),
  unknownStatus: ({ status }, { l10n }) => ({
    what: l10n.t('The service reported the unknown status "{0}".', status),
  }),
  loggedAsFailed: (_, { l10n }) => ({ what: l10n.t('The account logs list this request as failed.') }),
  noVideo: (_, { l10n }) => ({
    what: l10n.t('The service reported the generation as completed, but returned no video.'),
    next: l10n.t('Check again later, or contact support with the generation ID.'),
  }),
  generationNotFound: ({ attempts }, { l10n }) => ({
    what: l10n.t('The service does not know this generation for the current API key (checked {0} times).', attempts),
    next: l10n.t('If you changed the key, set the previous one and check again.'),
  }),
  interrupted: (_, { l10n }) => ({ what: l10n.t('The window closed before the service responded.') }),
  sandboxStopped: (_, { l10n }) => ({ what: l10n.t('The sandbox that ran this generation was stopped.') }),
  unexpected: ({ message }, { l10n }) => ({ what: l10n.t('Unexpected error: {0}', message) }),

  fileGone: ({ status }, { l10n }) => ({ what: l10n.t('The video URL no longer works ({0}).', status) }),
  fileRefused: ({ status }, { l10n }) => ({ what: l10n.t('The video host reported an error ({0}).', status) }),
  fileNotVideo: ({ contentType }, { l10n }) => ({
    what: l10n.t('The video host sent {0} instead of a video.', contentType || l10n.t('unknown content')),
  }),
  fileRangeMismatch: (_, { l10n }) => ({
    what: l10n.t('The video host sent a different part of the file than requested.'),
  }),
  fileEmpty: (_, { l10n }) => ({ what: l10n.t('The video host sent an empty file.') }),
  fileTooManyRedirects: ({ limit }, { l10n }) => ({
    what: l10n.t('The video host redirected the request more than {0} times.', limit),
  }),
  downloadIncomplete: ({ receivedBytes, totalBytes }, { l10n, locale }) => ({
    what:
      totalBytes === undefined
        ? l10n.t('The download ended early, after {0}.', formatBytes(receivedBytes, locale))
        : l10n.t(
            'The download ended early, after {0} of {1}.',
            formatBytes(receivedBytes, locale),
            formatBytes(totalBytes, locale),
          ),
  }),
  downloadFailed: ({ message }, { l10n }) => ({ what: l10n.t('The download was interrupted: {0}', message) }),
  downloadStalled: (_, { l10n }) => ({ what: l10n.t('The video host stopped sending data.') }),
  fileUnreachable: ({ message }, { l10n }) => ({ what: l10n.t('Could not connect to the video host: {0}', message) }),
  fileHostNotPublic: ({ host }, { l10n }) => ({
    what: l10n.t('The video was not downloaded, because {0} is not an address on the internet.', host),
  }),
  unsafeUrl: ({ url }, { l10n }) => ({
    what: l10n.t('The video was not downloaded, because its URL is not a public https URL: {0}', url),
  }),
  noVideoUrl: (_, { l10n }) => ({ what: l10n.t('The service did not return a URL for the video.') }),
  videoLost: (_, { l10n }) => ({
    what: l10n.t('The service no longer provides this video, and it was not downloaded before.'),
  }),
  videoTooLarge: ({ limitBytes }, { l10n, locale }) => ({
    what: l10n.t('The video is larger than {0} and was not downloaded.', formatBytes(limitBytes, locale)),
    next: l10n.t('Copy its URL to download it elsewhere.'),
  }),
  videoNotBase64: (_, { l10n }) => ({ what: l10n.t('The service returned the video in an unsupported encoding.') }),
  diskFull: ({ folder }, { l10n }) => ({
    what: l10n.t('The disk is full. The video could not be written to {0}.', folder),
    next: l10n.t('Free some space, then download the video again.'),
  }),
  noWriteAccess: ({ folder }, { l10n }) => ({
    what: l10n.t('The video could not be saved: no write access to {0}.', folder),
    next: l10n.t('Allow access, then download the video again.'),
  }),
  videoNotWritten: ({ message }, { l10n }) => ({ what: l10n.t('Could not save the video: {0}', message) }),

  storeDiskFull: ({ folder }, { l10n }) => ({
    what: l10n.t('The disk is full. Could not save the list of generations in {0}.', folder),
  }),
  storeReadOnly: ({ folder }, { l10n }) => ({
    what: l10n.t(
      'Could not save the list of generations: no write access to {0}. You cannot generate videos without it.',
      folder,
    ),
  }),
  storeBusy: (_, { l10n }) => ({
    what: l10n.t('Another window is using the list of generations.'),
    next: l10n.t('Try again.'),
  }),
  storeIo: ({ folder }, { l10n }) => ({
    what: l10n.t('Could not read or write the list of generations in {0}: the disk reported an error.', folder),
  }),
  storeBlocked: ({ folder }, { l10n }) => ({
    what: l10n.t(
      'Could not save the list of generations: {0} is a file, not a folder. You cannot generate videos without it.',
      folder,
    ),
    next: l10n.t('Move the file, then reload the window.'),
  }),
  storeFailed: ({ folder, message }, { l10n }) => ({
    what: l10n.t(
      'Could not open the list of generations in {0}: {1}. You cannot generate videos without it.',
      folder,
      message,
    ),
  }),
  storeNewer: (_, { l10n }) => ({
    what: l10n.t('A newer version of Wan VACE Studio saved the list of generations. It was not changed.'),
    next: l10n.t('Update the extension.'),
  }),

  noKeyToGenerate: (_, { l10n }) => ({ what: l10n.t('Generating a video requires an API key.'), isUnsent: true }),
  noKeyToReadAccount: (_, { l10n }) => ({ what: l10n.t('Reading the account requires an API key.') }),
  otherService: ({ current, expected }, { l10n }) => ({
    what: l10n.t('This window is now connected to {0}, not to {1}.', current, expected),
    isUnsent: true,
    next: l10n.t('Generate again to use the current connection.'),
  }),
  requestUnknown: (_, { l10n }) => ({ what: l10n.t("The original request isn't available on this computer.") }),
  modelNotOffered: ({ model }, { l10n }) => ({
    what: l10n.t('This version does not support the model {0}.', model),
    isUnsent: true,
  }),
  invalidRequest: ({ model: id, issues }, { l10n }) => {
    const model = findModel(id)
    const messages = model ? issues.map((issue) => validationMessage(model, issue, l10n)) : []
    return { what: [l10n.t('The request is not valid.'), ...messages].join(' '), isUnsent: true }
  },
  alreadyRetried: (_, { l10n }) => ({ what: l10n.t('This generation was already retried.') }),
  jobChanged: (_, { l10n }) => ({ what: l10n.t('This generation has changed in the meantime.') }),
  jobRemoved: (_, { l10n }) => ({ what: l10n.t('This generation was removed.') }),
  batchSent: (_, { l10n }) => ({ what: l10n.t('All requests of this batch were already sent or stopped.') }),
  reservationExpired: (_, { l10n }) => ({
    what: l10n.t('The request waited too long after you confirmed it.'),
    isUnsent: true,
    next: l10n.t('Generate again.'),
  }),
  neverAccepted: (_, { l10n }) => ({ what: l10n.t('The service never accepted this generation.') }),
  outcomeNotStored: ({ generationId }, { l10n }) => ({
    what:
      generationId === undefined
        ? l10n.t('The request was sent, but the response could not be saved. It may be billed.')
        : l10n.t(
            'The service accepted the request, but the response could not be saved. The generation ID is {0}.',
            generationId,
          ),
    next: l10n.t('Do not send it again. The extension finds it when the list of generations can be saved again.'),
  }),
  removedBeforeResponse: ({ generationId }, { l10n }) => ({
    what:
      generationId === undefined
        ? l10n.t('The generation was removed before the service responded. It may be billed.')
        : l10n.t('The generation was removed before the service responded. The generation ID is {0}.', generationId),
  }),
  importEmpty: (_, { l10n }) => ({ what: l10n.t('The file is empty.') }),
  importNotAnExport: (_, { l10n }) => ({ what: l10n.t('The file is not an export of Wan VACE Studio.') }),
  importNewer: (_, { l10n }) => ({
    what: l10n.t('The file was exported by a newer version of Wan VACE Studio.'),
    next: l10n.t('Update the extension.'),
  }),
}
