import type { FileState, JobState } from '../../src/core/job/job.ts'
import type { Fault } from '../../src/sandbox/faults/fault.ts'
import { KEY } from './faultFixture.ts'

/** The call that fails: the POST, a poll, a search of the account logs, or the download of the video. */
export type Endpoint = 'post' | 'get' | 'logs' | 'file'

/** An error before anything is sent. */
export type ConnectionError = 'refused' | 'dns' | 'tls'

export interface FaultRow {
  readonly endpoint: Endpoint
  readonly name: string
  readonly fault?: Fault
  /** The fault of the call before. */
  readonly firstFault?: Fault
  readonly connectionError?: ConnectionError
  /** Whether the service counts as one that is not on this computer. */
  readonly isRemote?: true
  /** Whether the key may read the account logs. Default true. */
  readonly hasLogs?: boolean
  /** How many calls fail; -1 means every call. */
  readonly times: number
  /** Expected results. */
  readonly state: JobState
  readonly file?: FileState
  /** The sentence that surfaces show for the error of the job or its file. */
  readonly sentence?: RegExp
  /** Default true. */
  readonly hasNotification?: boolean
  /** POSTs that reach the service, and generations that it creates. */
  readonly posts: number
  readonly generations: number
}

/** A port without a server, and a host without a DNS entry. */
export const UNREACHABLE_ORIGINS: Readonly<Record<Exclude<ConnectionError, 'tls'>, string>> = {
  refused: 'http://127.0.0.1:1',
  dns: 'http://nowhere.invalid',
}

type NamedFault = readonly [name: string, fault: Fault]

const status = (code: number, message: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status: code,
  headers,
  body: { message, statusCode: String(code), requestId: 'req-1', path: '/', timestamp: '2026-01-01T00:00:00Z' },
})

/** Responses that reject the request, so that it is not billed. */
const REJECTIONS: readonly (readonly [...NamedFault, RegExp])[] = [
  ['400', status(400, 'num_frames: Expected number, received string'), /num_frames|Frames/],
  ['401', status(401, 'Unauthorized'), /key/i],
  [
    '403 for credits',
    status(403, 'You have run out of credits. Top up at https://aimlapi.com/app/billing'),
    /credits|balance/i,
  ],
  ['403 for a scope', status(403, 'Key has no scope "video"'), /scope|permission|may not/i],
  ['404', status(404, 'Not found'), /not/i],
  ['413', status(413, 'Payload too large'), /large/],
  ['429', status(429, 'Too many requests'), /limit|many/],
  ['429 with Retry-After: 3', status(429, 'Too many requests', { 'retry-after': '3' }), /limit|many/],
  ['429 with a date', status(429, 'Slow down', { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }), /limit|many|Slow/],
  ['429 with an excessive wait', status(429, 'Slow down', { 'retry-after': '99999999999' }), /limit|many|Slow/],
]

/** Faults after which it is not known whether the service accepted the request. */
const AMBIGUOUS: readonly NamedFault[] = [
  ['connection closed before the headers', { kind: 'cutBeforeHeaders' }],
  ['connection closed in the body', { kind: 'cutInBody' }],
  ['no response', { kind: 'silent' }],
  ['a very slow response', { kind: 'drip', bytesPerSecond: 5 }],
  ['500', status(500, 'Internal error')],
  ['502', status(502, 'Bad gateway')],
  ['503', status(503, 'Unavailable')],
  ['504', status(504, 'Generation timeout')],
  ['HTML', { kind: 'html' }],
  ['an empty response', { kind: 'empty' }],
  ['truncated JSON', { kind: 'truncatedJson' }],
  ['wrong types', { kind: 'wrongTypes' }],
  ['403 as HTML', { kind: 'html', status: 403 }],
  ['404 as HTML', { kind: 'html', status: 404 }],
  ['408 as HTML', { kind: 'html', status: 408 }],
  ['425 as HTML', { kind: 'html', status: 425 }],
  ['403 as JSON of a gateway', { kind: 'status', status: 403, body: { message: 'Forbidden' } }],
  ['407', status(407, 'Proxy authentication required')],
  ['409', status(409, 'Conflict')],
  ['421', status(421, 'Misdirected request')],
  ['451', status(451, 'Unavailable for legal reasons')],
  ['an excessive body', { kind: 'hugeBody', bytes: 120_000_000 }],
  ['a wrong content length', { kind: 'wrongLength', bytes: 50 }],
  ['a redirect to another host', { kind: 'redirect', to: 'http://localhost:9/elsewhere' }],
  ['a redirect loop', { kind: 'redirect', to: '/v2/video/generations' }],
]

/** Responses that have the generation ID, although they cannot be used otherwise. */
const ID_IN_RESPONSE: readonly NamedFault[] = [
  ['connection closed in the body', { kind: 'cutInBody' }],
  ['a very slow response', { kind: 'drip', bytesPerSecond: 5 }],
  ['a wrong content length', { kind: 'wrongLength', bytes: 50 }],
  ['truncated JSON', { kind: 'truncatedJson' }],
  ['wrong types', { kind: 'wrongTypes' }],
  ['an excessive body', { kind: 'hugeBody', bytes: 120_000_000 }],
  ['an empty response', { kind: 'empty', keepHeaders: true }],
  ['HTML', { kind: 'html', keepHeaders: true }],
  ['404 as HTML', { kind: 'html', status: 404, keepHeaders: true }],
  ['a redirect', { kind: 'redirect', to: '/elsewhere', keepHeaders: true }],
  ['400', { ...status(400, 'Expected number'), keepHeaders: true }],
  ['503', { ...status(503, 'Unavailable'), keepHeaders: true }],
]

/** URLs on this computer and in private networks. */
const LOCAL_URLS: readonly string[] = [
  'http://127.0.0.1:1/a.mp4',
  'https://127.0.0.1:1/a.mp4',
  'https://2130706433:1/a.mp4',
  'https://localhost:1/a.mp4',
  'https://a.localhost:1/a.mp4',
  'https://[::1]:1/a.mp4',
  'https://[::ffff:127.0.0.1]:1/a.mp4',
  'https://0.0.0.0:1/a.mp4',
  'https://10.0.0.1:1/a.mp4',
  'https://169.254.169.254/latest/meta-data',
  'https://[fd00::1]:1/a.mp4',
]

const DATA_VIDEO = { url: 'data:video/mp4;base64,AAAAGGZ0eXA=' }

const post = { endpoint: 'post', times: 1, posts: 1 } as const
const accepted = { posts: 1, generations: 1 } as const
const saved = { state: 'completed', file: 'saved' } as const

const POST_ROWS: readonly FaultRow[] = [
  ...(['refused', 'dns', 'tls'] as const).map(
    (connectionError): FaultRow => ({
      ...post,
      name: connectionError,
      connectionError,
      state: 'failed',
      sentence: /Nothing was charged/,
      posts: 0,
      generations: 0,
    }),
  ),
  ...REJECTIONS.map(
    ([name, fault, sentence]): FaultRow => ({
      ...post,
      name,
      fault,
      state: 'failed',
      sentence,
      hasNotification: name !== '401',
      generations: 0,
    }),
  ),
  ...REJECTIONS.slice(0, 1).map(
    ([name, fault]): FaultRow => ({
      ...post,
      name: `${name} is reported as not charged`,
      fault,
      state: 'failed',
      sentence: /Nothing was charged/,
      generations: 0,
    }),
  ),
  ...AMBIGUOUS.map(
    ([name, fault]): FaultRow => ({
      ...post,
      name: `${name}, accepted`,
      fault: { ...fault, sell: true },
      ...saved,
      generations: 1,
    }),
  ),
  // A body that is too long or too short has an ID nevertheless.
  ...AMBIGUOUS.filter(([, { kind }]) => kind !== 'hugeBody' && kind !== 'wrongLength').map(
    ([name, fault]): FaultRow => ({
      ...post,
      name: `${name}, not accepted`,
      fault: { ...fault, sell: false },
      state: 'unconfirmed',
      generations: 0,
    }),
  ),
  {
    ...post,
    name: 'an ID that the service does not know',
    fault: { kind: 'wrongLength', bytes: 50, sell: false },
    state: 'failed',
    sentence: /does not know this generation/,
    generations: 0,
  },
  {
    ...post,
    name: 'an unknown status',
    fault: { kind: 'answer', patch: { status: 'pondering' } },
    ...saved,
    generations: 1,
  },
  ...ID_IN_RESPONSE.map(
    ([name, fault]): FaultRow => ({
      ...post,
      name: `${name}, accepted, without access to the logs`,
      fault: { ...fault, sell: true },
      hasLogs: false,
      ...saved,
      generations: 1,
    }),
  ),
  {
    ...post,
    name: 'the key in the status and the error',
    fault: { kind: 'answer', patch: { status: `queued for ${KEY}`, error: { name: KEY, message: KEY } } },
    ...saved,
    generations: 1,
  },
  {
    ...post,
    name: 'the key in the ID',
    fault: { kind: 'answer', patch: { id: `${KEY}:wan` } },
    state: 'failed',
    sentence: /does not know this generation/,
    generations: 1,
  },
]

const GET_ROWS: readonly FaultRow[] = [
  ...[...REJECTIONS.map(([name, fault]): NamedFault => [name, fault]), ...AMBIGUOUS].map(
    ([name, fault]): FaultRow => ({ endpoint: 'get', name: `${name}, twice`, fault, times: 2, ...saved, ...accepted }),
  ),
  ...(['refused', 'dns', 'tls'] as const).map(
    (connectionError): FaultRow => ({
      endpoint: 'get',
      name: `${connectionError}, twice`,
      connectionError,
      times: 2,
      ...saved,
      ...accepted,
    }),
  ),
  {
    endpoint: 'get',
    name: '404 every time',
    fault: status(404, 'Not found'),
    times: -1,
    state: 'failed',
    sentence: /does not know this generation/,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: '404 as HTML, many times',
    fault: { kind: 'html', status: 404 },
    times: 8,
    ...saved,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: 'the key in every field',
    fault: {
      kind: 'answer',
      patch: {
        id: KEY,
        status: 'error',
        error: { name: KEY, message: `Authorization: Bearer ${KEY}` },
        video: { url: `https://cdn.example/?key=${KEY}` },
        meta: { usage: { credits_used: KEY } },
      },
    },
    times: 1,
    state: 'failed',
    sentence: /Authorization: Bearer \*\*\* \(\*\*\*\)/,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: 'the key in the result URL',
    fault: {
      kind: 'answer',
      patch: { status: 'completed', video: { url: `ftp://cdn.example/${encodeURIComponent(KEY)}` } },
    },
    times: -1,
    state: 'completed',
    file: 'failed',
    sentence: /not a public https URL: ftp:\/\/cdn\.example\/\*\*\*/,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: 'an unknown status',
    fault: { kind: 'answer', patch: { status: 'pondering', video: null } },
    times: 3,
    ...saved,
    ...accepted,
  },
  // The result is a video, whatever the status says.
  ...['pondering', 'SUCCEEDED', 'done'].map(
    (value): FaultRow => ({
      endpoint: 'get',
      name: `a video with the status "${value}"`,
      fault: { kind: 'answer', patch: { status: value, video: DATA_VIDEO } },
      times: 1,
      ...saved,
      ...accepted,
    }),
  ),
  ...(['failed', 'FAILURE'] as const).map(
    (value): FaultRow => ({
      endpoint: 'get',
      name: `the status "${value}"`,
      fault: {
        kind: 'answer',
        patch: { status: value, video: null, meta: null, error: { name: 'Gpu', message: 'No GPU.' } },
      },
      times: 1,
      state: 'failed',
      sentence: /No GPU \(Gpu\)\. Nothing was charged/,
      ...accepted,
    }),
  ),
  ...(['cancelled', 'expired', 'TIMED OUT'] as const).map(
    (value): FaultRow => ({
      endpoint: 'get',
      name: `the status "${value}"`,
      fault: { kind: 'answer', patch: { status: value, video: null, meta: null, error: 'No GPU.' } },
      times: 1,
      state: 'failed',
      sentence: new RegExp(`ended the generation with the status "${value}": No GPU\\. (?!Nothing was charged)`),
      ...accepted,
    }),
  ),
  // A part that is not valid costs only itself.
  ...[
    { error: false },
    { error: { name: 7, message: ['No'] } },
    { error: ['No'] },
    { id: 5 },
    { status: 200 },
    { meta: 'free' },
  ].map(
    (part): FaultRow => ({
      endpoint: 'get',
      name: `a video with ${JSON.stringify(part)}`,
      fault: { kind: 'answer', patch: { status: 'completed', video: DATA_VIDEO, ...part } },
      times: 1,
      ...saved,
      ...accepted,
    }),
  ),
  {
    endpoint: 'get',
    name: 'a data: result that is a web page',
    fault: { kind: 'answer', patch: { status: 'completed', video: { url: 'data:text/html;base64,PGh0bWw+' } } },
    times: 1,
    state: 'completed',
    file: 'failed',
    sentence: /sent text\/html instead of a video/,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: 'a status that goes back to queued',
    firstFault: { kind: 'answer', patch: { status: 'generating', video: null } },
    fault: { kind: 'answer', patch: { status: 'queued', video: null } },
    times: 2,
    ...saved,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: 'another ID',
    fault: { kind: 'answer', patch: { id: 'another' } },
    times: -1,
    ...saved,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: 'completed without a URL',
    fault: { kind: 'answer', patch: { status: 'completed', video: null } },
    times: 1,
    state: 'failed',
    sentence: /returned no video/,
    ...accepted,
  },
  {
    endpoint: 'get',
    name: 'an error of the generation',
    fault: { kind: 'answer', patch: { status: 'error', video: null, error: { name: 'Nsfw', message: 'Not this.' } } },
    times: 1,
    state: 'failed',
    sentence: /Not this \(Nsfw\)\./,
    ...accepted,
  },
  ...(['ftp://127.0.0.1/a.mp4', 'http://example.com/a.mp4', 'file:///etc/passwd', 'javascript:alert(1)'] as const).map(
    (url): FaultRow => ({
      endpoint: 'get',
      name: `a result at ${url}`,
      fault: { kind: 'answer', patch: { status: 'completed', video: { url } } },
      times: -1,
      state: 'completed',
      file: 'failed',
      sentence: /not a public https URL/,
      ...accepted,
    }),
  ),
  ...LOCAL_URLS.map(
    (url): FaultRow => ({
      endpoint: 'get',
      name: `a result of a remote service at ${url}`,
      fault: { kind: 'answer', patch: { status: 'completed', video: { url } } },
      isRemote: true,
      times: -1,
      state: 'completed',
      file: 'failed',
      sentence: /not a public https URL/,
      ...accepted,
    }),
  ),
  {
    endpoint: 'get',
    name: 'a data: result',
    fault: { kind: 'answer', patch: { status: 'completed', video: DATA_VIDEO } },
    times: -1,
    ...saved,
    ...accepted,
  },
]

const LOG_ROWS: readonly FaultRow[] = [
  ...[...REJECTIONS.map(([name, fault]): NamedFault => [name, fault]), ...AMBIGUOUS].map(
    ([name, fault]): FaultRow => ({ endpoint: 'logs', name: `${name}, twice`, fault, times: 2, ...saved, ...accepted }),
  ),
  // The user is asked to decide, whatever the reason. The search continues.
  ...[
    ['403', status(403, 'Key has no scope "logs"')] as const,
    ...AMBIGUOUS.filter(([name]) => ['503', 'HTML', 'wrong types', 'connection closed in the body'].includes(name)),
  ].map(
    ([name, fault]): FaultRow => ({
      ...{ endpoint: 'logs', name: `${name} every time`, fault, times: -1 },
      ...{ state: 'unconfirmed', ...accepted },
    }),
  ),
]

const FILE_ROWS: readonly FaultRow[] = [
  ...AMBIGUOUS.filter(
    ([name, fault]) => fault.kind !== 'hugeBody' && !/wrong types|truncated|loop|another host|^4/.test(name),
  ).map(
    ([name, fault]): FaultRow => ({ endpoint: 'file', name: `${name}, twice`, fault, times: 2, ...saved, ...accepted }),
  ),
  ...(['refused', 'dns', 'tls'] as const).map(
    (connectionError): FaultRow => ({
      endpoint: 'file',
      name: `${connectionError}, twice`,
      connectionError,
      times: 2,
      ...saved,
      ...accepted,
    }),
  ),
  { endpoint: 'file', name: '0 bytes, twice', fault: { kind: 'zeroBytes' }, times: 2, ...saved, ...accepted },
  {
    endpoint: 'file',
    name: '0 bytes for more than a week',
    fault: { kind: 'zeroBytes' },
    times: -1,
    state: 'completed',
    file: 'failed',
    sentence: /empty/,
    ...accepted,
  },
  { endpoint: 'file', name: '404 for hours', fault: status(404, 'gone'), times: 15, ...saved, ...accepted },
  { endpoint: 'file', name: '503 for days', fault: status(503, 'Unavailable'), times: 50, ...saved, ...accepted },
  { endpoint: 'file', name: '404, once', fault: status(404, 'gone'), times: 1, ...saved, ...accepted },
  {
    endpoint: 'file',
    name: '404 for more than a week',
    fault: status(404, 'gone'),
    times: -1,
    state: 'completed',
    file: 'lost',
    sentence: /no longer provides/,
    ...accepted,
  },
  {
    endpoint: 'file',
    name: '403 for more than a week',
    fault: status(403, 'expired'),
    times: -1,
    state: 'completed',
    file: 'lost',
    sentence: /no longer provides/,
    ...accepted,
  },
  {
    endpoint: 'file',
    name: 'a redirect to http on another host',
    fault: { kind: 'redirect', to: 'http://example.com/a.mp4' },
    times: -1,
    state: 'completed',
    file: 'failed',
    sentence: /not a public https URL/,
    ...accepted,
  },
  {
    endpoint: 'file',
    name: 'a redirect loop',
    fault: { kind: 'redirect', to: '/files/loop.mp4' },
    times: -1,
    state: 'completed',
    file: 'failed',
    sentence: /redirected/,
    ...accepted,
  },
  {
    endpoint: 'file',
    name: 'connection closed, then another version',
    firstFault: { kind: 'cutInBody' },
    fault: { kind: 'etagChange' },
    times: 1,
    ...saved,
    ...accepted,
  },
]

/** Faults of every call, with the expected state, file, error and number of requests. */
export const FAULT_ROWS: readonly FaultRow[] = [...POST_ROWS, ...GET_ROWS, ...LOG_ROWS, ...FILE_ROWS]
