import * as z from 'zod'
import type { ErrorCode, ErrorDetail, ErrorDetailOf } from '../../core/errorDetail.ts'

/** The arguments of every code; optional where the type allows undefined, because JSON has no undefined. */
type Shapes = {
  readonly [C in ErrorCode]: {
    readonly [A in keyof ErrorDetailOf<C>['args']]: z.ZodType<ErrorDetailOf<C>['args'][A]>
  }
}

const text = z.string().max(5000)
const count = z.number().min(0)
const folder = { folder: text }
const generation = { generationId: text.optional() }
const connection = { host: text, networkCode: text }

const SHAPES: Shapes = {
  unreachable: connection,
  connectionLost: connection,
  unreadable: { host: text, cause: z.enum(['empty', 'html', 'notJson', 'wrongTypes', 'tooLarge']) },
  redirected: { host: text, targetHost: text.optional() },
  aborted: {},
  badRequest: { field: text.optional() },
  unauthorized: {},
  outOfCredits: {},
  forbidden: {},
  notFound: {},
  tooLarge: { sizeBytes: count },
  rateLimited: { retryAfterMs: count.optional() },
  refused: { status: count },
  serviceError: { status: count },

  generationFailed: {},
  generationEnded: { status: text },
  unknownStatus: { status: text },
  loggedAsFailed: {},
  noVideo: {},
  generationNotFound: { attempts: count },
  interrupted: {},
  sandboxStopped: {},
  unexpected: { message: text },

  fileGone: { status: count },
  fileRefused: { status: count },
  fileNotVideo: { contentType: text },
  fileRangeMismatch: {},
  fileEmpty: {},
  fileTooManyRedirects: { limit: count },
  downloadIncomplete: { receivedBytes: count, totalBytes: count.optional() },
  downloadFailed: { message: text },
  downloadStalled: {},
  fileUnreachable: { message: text },
  fileHostNotPublic: { host: text },
  unsafeUrl: { url: text },
  noVideoUrl: {},
  videoLost: {},
  videoTooLarge: { limitBytes: count },
  videoNotBase64: {},
  diskFull: folder,
  noWriteAccess: folder,
  videoNotWritten: { message: text },

  storeDiskFull: folder,
  storeReadOnly: folder,
  storeBusy: {},
  storeIo: folder,
  storeBlocked: folder,
  storeFailed: { folder: text, message: text },
  storeNewer: {},

  noKeyToGenerate: {},
  noKeyToReadAccount: {},
  otherService: { current: text, expected: text },
  requestUnknown: {},
  modelNotOffered: { model: text },
  // Thrown before there is a job, so no job has this error.
  invalidRequest: { model: z.never(), issues: z.never() },
  alreadyRetried: {},
  jobChanged: { from: text.optional(), to: text },
  jobRemoved: {},
  neverAccepted: {},
  batchSent: {},
  reservationExpired: {},
  outcomeNotStored: generation,
  removedBeforeResponse: generation,
  importEmpty: {},
  importNotAnExport: {},
  importNewer: {},

  text: { text },
}

const service = z.object({ name: z.string().max(200).optional(), message: text.optional() })

/** An error in an export. An unknown code is kept without its arguments; a known one must have the arguments it needs. */
export const errorSchema = z
  .object({ code: z.string().max(100), args: z.unknown(), service: service.optional() })
  .transform((error, context): ErrorDetail => {
    const known = Object.hasOwn(SHAPES, error.code)
    const args = z.object(known ? SHAPES[error.code as ErrorCode] : {}).safeParse(known ? error.args : {})
    if (!args.success) context.addIssue({ code: 'custom', message: `wrong arguments of the error ${error.code}` })
    // The compiler cannot see that a code and its own arguments make a member of the union.
    return {
      code: error.code,
      args: args.data ?? {},
      ...(error.service === undefined ? {} : { service: error.service }),
    } as unknown as ErrorDetail
  })
