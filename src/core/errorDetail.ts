import type { ValidationIssue } from './model/validationIssue.ts'

/** No arguments. */
type None = Readonly<Record<string, never>>

/** Why a 2xx response could not be used. */
export type UnreadableCause = 'empty' | 'html' | 'notJson' | 'wrongTypes' | 'tooLarge'

/** Errors of a call to the API, with their arguments. Sizes are bytes, times milliseconds. */
interface ApiErrorArguments {
  /** No connection was made. Nothing was sent. `networkCode` is Node's, undici's or Electron's, such as `ENOTFOUND`. */
  unreachable: { readonly host: string; readonly networkCode: string }
  /** The request may have been sent, and no complete response came. */
  connectionLost: { readonly host: string; readonly networkCode: string }
  /** A 2xx response came that is not the API's. */
  unreadable: { readonly host: string; readonly cause: UnreadableCause }
  /** A 3xx response. Redirects are not followed, so that the key is sent to no other host. */
  redirected: { readonly host: string; readonly targetHost: string | undefined }
  /** The call was canceled. */
  aborted: None
  badRequest: { readonly field: string | undefined }
  unauthorized: None
  /** Where to add credits, if the service said so. Always https. */
  outOfCredits: { readonly billingUrl?: string }
  forbidden: None
  notFound: None
  tooLarge: { readonly sizeBytes: number }
  rateLimited: { readonly retryAfterMs: number | undefined }
  /** Any other 4xx. */
  refused: { readonly status: number }
  /** 5xx. */
  serviceError: { readonly status: number }
}

/** Errors of a generation. */
interface GenerationErrorArguments {
  /** The service reported the generation as failed; its own name and message are in `service`. */
  generationFailed: None
  /** The service ended the generation with a status that it does not document, such as `canceled`. */
  generationEnded: { readonly status: string }
  /** The generation counts as running, and the service returned an error with a status that is not known. */
  unknownStatus: { readonly status: string }
  /** The account's logs list the request as failed. */
  loggedAsFailed: None
  /** The service reported `completed` without a video. */
  noVideo: None
  /** The service does not know the generation ID. */
  generationNotFound: { readonly attempts: number }
  /** The window closed before the response to the POST came. */
  interrupted: None
  /** The sandbox that had the generation was stopped. */
  sandboxStopped: None
  /** An error of the extension. */
  unexpected: { readonly message: string }
}

/** Errors of a video file. */
interface FileErrorArguments {
  /** The host of the video responded with 401, 403, 404 or 410. */
  fileGone: { readonly status: number }
  fileRefused: { readonly status: number }
  fileNotVideo: { readonly contentType: string }
  fileRangeMismatch: None
  fileEmpty: None
  fileTooManyRedirects: { readonly limit: number }
  /** The connection ended early. `totalBytes` is undefined if the host did not send a length. */
  downloadIncomplete: { readonly receivedBytes: number; readonly totalBytes: number | undefined }
  downloadFailed: { readonly message: string }
  /** The host of the video sent almost nothing for too long. */
  downloadStalled: None
  /** No response came from the host of the video. */
  fileUnreachable: { readonly message: string }
  /** The host of the video has only addresses of this computer or of private networks. */
  fileHostNotPublic: { readonly host: string }
  /** The URL is not one that a result may be downloaded from. */
  unsafeUrl: { readonly url: string }
  noVideoUrl: None
  videoLost: None
  videoTooLarge: { readonly limitBytes: number }
  videoNotBase64: None
  diskFull: { readonly folder: string }
  noWriteAccess: { readonly folder: string }
  videoNotWritten: { readonly message: string }
}

/** Errors of the job store. */
interface StoreErrorArguments {
  storeDiskFull: { readonly folder: string }
  storeReadOnly: { readonly folder: string }
  storeBusy: None
  storeIo: { readonly folder: string }
  /** A file has the name of the store's folder. */
  storeBlocked: { readonly folder: string }
  storeFailed: { readonly folder: string; readonly message: string }
  storeNewer: None
}

/** Errors of an action of the user. */
interface ActionErrorArguments {
  noKeyToGenerate: None
  noKeyToReadAccount: None
  /** The window is connected to another service than the one the user was shown. */
  otherService: { readonly current: string; readonly expected: string }
  requestUnknown: None
  modelNotOffered: { readonly model: string }
  /** Has the first issues of the request. */
  invalidRequest: { readonly model: string; readonly issues: readonly ValidationIssue[] }
  alreadyRetried: None
  jobChanged: { readonly from: string | undefined; readonly to: string }
  jobRemoved: None
  neverAccepted: None
  /** Every request of a batch was sent or stopped. */
  batchSent: None
  /** The request waited so long that others were confirmed which count toward the same limit. */
  reservationExpired: None
  /** The request was sent, and its outcome could not be stored. */
  outcomeNotStored: { readonly generationId: string | undefined }
  removedBeforeResponse: { readonly generationId: string | undefined }
  importEmpty: None
  importNotAnExport: None
  importNewer: None
}

/** Every error code with its arguments. Add a code here and its text in `editor/presentation/errorTexts.ts`. */
interface ErrorArguments
  extends ApiErrorArguments,
    GenerationErrorArguments,
    FileErrorArguments,
    StoreErrorArguments,
    ActionErrorArguments {
  /** Text that `editor/` has already localized. */
  text: { readonly text: string }
}

export type ErrorCode = keyof ErrorArguments

/** Codes of a failed API call. */
export type ApiErrorCode = keyof ApiErrorArguments

export interface ErrorDetailOf<C extends ErrorCode> {
  readonly code: C
  readonly args: ErrorArguments[C]
  /** The service's own name and message of the error: outside text, to be sanitized before it is shown. */
  readonly service?: { readonly name?: string | undefined; readonly message?: string | undefined }
}

/** What happened, as a code with its arguments. `editor/presentation/errorText.ts` turns it into a sentence. */
export type ErrorDetail = { [C in ErrorCode]: ErrorDetailOf<C> }[ErrorCode]
