import assert from 'node:assert/strict'
import type { ErrorCode, ErrorDetail, ErrorDetailOf } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { BillingStatus } from '../../../../src/core/job/billing.ts'
import { errorText } from '../../../../src/editor/presentation/errorText.ts'
import { failureText } from '../../../../src/editor/presentation/failureText.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { NOW, renderContext } from '../../../fixtures/renderContext.ts'

const host = 'api.example'
const folder = '/home/me/jobs'

/** One example for every code: the compiler requires a new code to be added. */
const EXAMPLES: { readonly [C in ErrorCode]: ErrorDetailOf<C>['args'] } = {
  unreachable: { host, networkCode: 'ENOTFOUND' },
  connectionLost: { host, networkCode: 'ECONNRESET' },
  unreadable: { host, cause: 'html' },
  redirected: { host, targetHost: 'other.example' },
  aborted: {},
  badRequest: { field: 'seed' },
  unauthorized: {},
  outOfCredits: {},
  forbidden: {},
  notFound: {},
  tooLarge: { sizeBytes: 12_340_000 },
  rateLimited: { retryAfterMs: 6_001 },
  refused: { status: 418 },
  serviceError: { status: 503 },
  generationFailed: {},
  generationEnded: { status: 'canceled' },
  unknownStatus: { status: 'landing' },
  loggedAsFailed: {},
  noVideo: {},
  generationNotFound: { attempts: 5 },
  interrupted: {},
  sandboxStopped: {},
  unexpected: { message: 'boom' },
  fileGone: { status: 410 },
  fileRefused: { status: 500 },
  fileNotVideo: { contentType: 'text/html' },
  fileRangeMismatch: {},
  fileEmpty: {},
  fileTooManyRedirects: { limit: 5 },
  downloadIncomplete: { receivedBytes: 10, totalBytes: 20 },
  downloadFailed: { message: 'boom' },
  downloadStalled: {},
  fileUnreachable: { message: 'boom' },
  fileHostNotPublic: { host: 'cdn.example' },
  unsafeUrl: { url: 'http://x.example' },
  noVideoUrl: {},
  videoLost: {},
  videoTooLarge: { limitBytes: 2e9 },
  videoNotBase64: {},
  diskFull: { folder },
  noWriteAccess: { folder },
  videoNotWritten: { message: 'boom' },
  storeDiskFull: { folder },
  storeReadOnly: { folder },
  storeBusy: {},
  storeIo: { folder },
  storeBlocked: { folder },
  storeFailed: { folder, message: 'boom' },
  storeNewer: {},
  noKeyToGenerate: {},
  noKeyToReadAccount: {},
  otherService: { current: 'https://a.example', expected: 'https://b.example' },
  requestUnknown: {},
  modelNotOffered: { model: 'm' },
  invalidRequest: { model: 'm', issues: [{ name: 'seed', code: 'wrongType' }] },
  alreadyRetried: {},
  reservationExpired: {},
  jobChanged: { from: 'queued', to: 'failed' },
  jobRemoved: {},
  neverAccepted: {},
  batchSent: {},
  outcomeNotStored: { generationId: 'g' },
  removedBeforeResponse: { generationId: undefined },
  importEmpty: {},
  importNotAnExport: {},
  importNewer: {},
  text: { text: 'Something happened.' },
}

const codes = Object.keys(EXAMPLES) as ErrorCode[]

function textOf(code: ErrorCode, billing?: BillingStatus): string {
  return errorText({ code, args: EXAMPLES[code] } as ErrorDetail, renderContext(), billing)
}

describe('errorText', () => {
  it('makes complete sentences for every code', () => {
    const incomplete = codes.map((code) => textOf(code)).filter((text) => /undefined|\{\d\}/.test(text) || text === '')
    assert.deepStrictEqual(incomplete, [])
  })

  it('says once whether a request was billed', () => {
    const repeated = codes
      .map((code) => textOf(code, 'notCharged'))
      .filter((text) => !text.includes('Nothing was charged.') || /Nothing was sent/.test(text))
    assert.deepStrictEqual(repeated, [])
  })

  it('says what happened, what the service reported, whether it was billed, and what to do', () => {
    const reported = (name: string | undefined, message: string | undefined) =>
      errorText(errorDetail('serviceError', { status: 503 }, { name, message }), renderContext())
    assert.deepStrictEqual(
      [
        textOf('rateLimited', 'notCharged'),
        textOf('noKeyToGenerate'),
        textOf('noKeyToGenerate', 'notCharged'),
        reported('Overloaded', 'Too many jobs.'),
        reported('Overloaded', undefined),
        reported(undefined, 'Too many jobs'),
        errorText(
          errorDetail('generationFailed', {}, { name: 'Dark', message: 'Too dark' }),
          renderContext(),
          'notCharged',
        ),
        errorText(
          errorDetail('badRequest', { field: 'seed' }, { message: 'seed: Expected integer.' }),
          renderContext(),
          'notCharged',
        ),
        textOf('generationFailed', 'unknown'),
      ],
      [
        'Rate limit reached. Nothing was charged. Try again in 7 s.',
        'Generating a video requires an API key. Nothing was sent.',
        'Generating a video requires an API key. Nothing was charged.',
        'The service reported an error (503): Too many jobs (Overloaded).',
        'The service reported an error (503): Overloaded.',
        'The service reported an error (503): Too many jobs.',
        'The service reported: Too dark (Dark). Nothing was charged.',
        'The service rejected the request: seed: Expected integer. Nothing was charged. Check the parameter "seed".',
        'The service could not generate the video. It may have been charged.',
      ],
    )
  })

  it('shortens a long message of the service, so that the billing status stays visible', () => {
    const detail = errorDetail('badRequest', { field: undefined }, { message: 'x'.repeat(100_000) })
    const text = errorText(detail, renderContext(), 'notCharged')
    assert.ok(text.length < 500 && text.endsWith('Nothing was charged.'), text)
  })

  it('has a sentence for a code that a newer version stored', () => {
    const detail = { code: 'toString', args: {} } as unknown as ErrorDetail
    assert.strictEqual(errorText(detail, renderContext()), 'The operation failed.')
  })
})

describe('failureText', () => {
  const cases: readonly (readonly [what: string, job: Parameters<typeof buildJob>[0], expected: string])[] = [
    ['never accepted', { state: 'failed' }, 'Nothing was charged.'],
    ['with a charge', { state: 'failed', generationId: 'g', creditsUsed: 5 }, 'The service reported a charge.'],
    [
      'whose video is missing',
      { state: 'failed', generationId: 'g', error: errorDetail('loggedAsFailed', {}) },
      'The account logs list this request as failed. Nothing was charged.',
    ],
    [
      'of a stopped sandbox',
      { state: 'failed', generationId: 'g', error: errorDetail('sandboxStopped', {}) },
      'The sandbox that ran this generation was stopped. Nothing was charged.',
    ],
    ['unconfirmed', { state: 'unconfirmed' }, 'It may have been charged.'],
  ]
  it('says how long the rate limit still applies', () => {
    const textAfter = (ms: number, retryAfterMs: number | undefined) =>
      failureText(
        buildJob({ state: 'failed', finishedAt: NOW - ms, error: errorDetail('rateLimited', { retryAfterMs }) }),
        renderContext(),
      ).replace('Rate limit reached. Nothing was charged. ', '')
    assert.deepEqual(
      [textAfter(0, 6_001), textAfter(4_000, 6_001), textAfter(7_000, 6_001), textAfter(0, undefined)],
      ['Try again in 7 s.', 'Try again in 3 s.', 'Try again now.', 'Try again in 60 s.'],
    )
  })

  for (const [what, job, expected] of cases) {
    it(`of a job ${what}`, () => assert.strictEqual(failureText(buildJob(job), renderContext()), expected))
  }
})
