import type { FileState, JobState } from '../../src/core/job/job.ts'
import type { Fault } from '../../src/sandbox/faults/fault.ts'

/** Which call goes wrong: the purchase, a look at it, the search for it, or the fetching of its file. */
export type Endpoint = 'post' | 'get' | 'logs' | 'file'

/** A connection that fails before anything is sent. */
export type Detour = 'refused' | 'dns' | 'tls'

export interface FaultRow {
  readonly endpoint: Endpoint
  readonly name: string
  readonly fault?: Fault
  /** What the call before it meets. */
  readonly first?: Fault
  readonly detour?: Detour
  /** How many calls it hits; -1 is for ever. */
  readonly times: number
  /** What must come out. */
  readonly state: JobState
  readonly file?: FileState
  /** What the job or its file says; only where something is to be said. */
  readonly says?: RegExp
  /** POSTs that reach the service, and generations that it sells. */
  readonly posts: number
  readonly sold: number
}

/** An address on this machine where nobody listens, and one that no DNS knows. */
export const DETOURS: Readonly<Record<Exclude<Detour, 'tls'>, string>> = {
  refused: 'http://127.0.0.1:1',
  dns: 'http://nowhere.invalid',
}

type Named = readonly [name: string, fault: Fault]

const status = (code: number, message: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status: code,
  headers,
  body: { message, statusCode: String(code), requestId: 'req-1', path: '/', timestamp: '2026-01-01T00:00:00Z' },
})

/** Answers that turn the request down: nothing can have been bought. */
const REFUSALS: readonly (readonly [...Named, RegExp])[] = [
  ['400', status(400, 'num_frames: Expected number, received string'), /num_frames|Frames/],
  ['401', status(401, 'Unauthorized'), /key/i],
  [
    '403 for credits',
    status(403, 'You have run out of credits. Top up at https://aimlapi.com/app/billing'),
    /credits|balance/i,
  ],
  ['403 for a scope', status(403, 'Key has no scope "video"'), /scope|permission|may not/i],
  ['404', status(404, 'Not found'), /not/i],
  ['409', status(409, 'Conflict'), /409|Conflict/],
  ['413', status(413, 'Payload too large'), /large/],
  ['429', status(429, 'Too many requests'), /limit|many/],
  ['429 with Retry-After: 3', status(429, 'Too many requests', { 'retry-after': '3' }), /limit|many/],
  ['429 with a date', status(429, 'Slow down', { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }), /limit|many|Slow/],
  ['429 with an absurd wait', status(429, 'Slow down', { 'retry-after': '99999999999' }), /limit|many|Slow/],
]

/** What leaves open whether the service took the request. */
const UNKNOWN: readonly Named[] = [
  ['cut before the headers', { kind: 'cutBeforeHeaders' }],
  ['cut in the body', { kind: 'cutInBody' }],
  ['silent for ever', { kind: 'silent' }],
  ['a slow drip', { kind: 'drip', bytesPerSecond: 5 }],
  ['500', status(500, 'Internal error')],
  ['502', status(502, 'Bad gateway')],
  ['503', status(503, 'Unavailable')],
  ['504', status(504, 'Generation timeout')],
  ['HTML', { kind: 'html' }],
  ['an empty answer', { kind: 'empty' }],
  ['truncated JSON', { kind: 'truncatedJson' }],
  ['wrong types', { kind: 'wrongTypes' }],
  ['a body that does not end', { kind: 'hugeBody', bytes: 120_000_000 }],
  ['a wrong content length', { kind: 'wrongLength', bytes: 50 }],
  ['a redirect to another host', { kind: 'redirect', to: 'http://localhost:9/elsewhere' }],
  ['a redirect loop', { kind: 'redirect', to: '/v2/video/generations' }],
]

const post = { endpoint: 'post', times: 1, posts: 1 } as const
const later = { posts: 1, sold: 1 } as const
const saved = { state: 'completed', file: 'saved' } as const

const POST_ROWS: readonly FaultRow[] = [
  ...(['refused', 'dns', 'tls'] as const).map(
    (detour): FaultRow => ({
      ...post,
      name: detour,
      detour,
      state: 'failed',
      says: /Nothing was charged/,
      posts: 0,
      sold: 0,
    }),
  ),
  ...REFUSALS.map(([name, fault, says]): FaultRow => ({ ...post, name, fault, state: 'failed', says, sold: 0 })),
  ...REFUSALS.slice(0, 1).map(
    ([name, fault]): FaultRow => ({
      ...post,
      name: `${name} says that nothing was charged`,
      fault,
      state: 'failed',
      says: /Nothing was charged/,
      sold: 0,
    }),
  ),
  ...UNKNOWN.map(
    ([name, fault]): FaultRow => ({
      ...post,
      name: `${name}, sold`,
      fault: { ...fault, sell: true },
      ...saved,
      sold: 1,
    }),
  ),
  ...UNKNOWN.filter(([, fault]) => fault.kind !== 'hugeBody').map(
    ([name, fault]): FaultRow => ({
      ...post,
      name: `${name}, not sold`,
      fault: { ...fault, sell: false },
      state: 'unconfirmed',
      sold: 0,
    }),
  ),
  { ...post, name: 'an unknown status', fault: { kind: 'answer', patch: { status: 'pondering' } }, ...saved, sold: 1 },
  {
    ...post,
    name: 'the id only in the header',
    fault: { kind: 'empty', sell: true, keepHeaders: true },
    ...saved,
    sold: 1,
  },
]

const GET_ROWS: readonly FaultRow[] = [
  ...[...REFUSALS.map(([name, fault]): Named => [name, fault]), ...UNKNOWN].map(
    ([name, fault]): FaultRow => ({ endpoint: 'get', name: `${name}, twice`, fault, times: 2, ...saved, ...later }),
  ),
  ...(['refused', 'dns', 'tls'] as const).map(
    (detour): FaultRow => ({ endpoint: 'get', name: `${detour}, twice`, detour, times: 2, ...saved, ...later }),
  ),
  {
    endpoint: 'get',
    name: '404 for ever',
    fault: status(404, 'Not found'),
    times: -1,
    state: 'failed',
    says: /does not know this generation/,
    ...later,
  },
  {
    endpoint: 'get',
    name: 'an unknown status',
    fault: { kind: 'answer', patch: { status: 'pondering', video: null } },
    times: 3,
    ...saved,
    ...later,
  },
  {
    endpoint: 'get',
    name: 'a status that goes backwards',
    first: { kind: 'answer', patch: { status: 'generating', video: null } },
    fault: { kind: 'answer', patch: { status: 'queued', video: null } },
    times: 2,
    ...saved,
    ...later,
  },
  {
    endpoint: 'get',
    name: 'another id',
    fault: { kind: 'answer', patch: { id: 'somebody-else' } },
    times: -1,
    ...saved,
    ...later,
  },
  {
    endpoint: 'get',
    name: 'completed without a URL',
    fault: { kind: 'answer', patch: { status: 'completed', video: null } },
    times: 1,
    state: 'failed',
    says: /returned no video/,
    ...later,
  },
  {
    endpoint: 'get',
    name: 'an error of the generation',
    fault: { kind: 'answer', patch: { status: 'error', video: null, error: { name: 'Nsfw', message: 'Not this.' } } },
    times: 1,
    state: 'failed',
    says: /Not this \(Nsfw\)\./,
    ...later,
  },
  ...(['ftp://127.0.0.1/a.mp4', 'http://example.com/a.mp4', 'file:///etc/passwd', 'javascript:alert(1)'] as const).map(
    (url): FaultRow => ({
      endpoint: 'get',
      name: `a result at ${url}`,
      fault: { kind: 'answer', patch: { status: 'completed', video: { url } } },
      times: -1,
      state: 'completed',
      file: 'failed',
      says: /not a public https URL/,
      ...later,
    }),
  ),
  {
    endpoint: 'get',
    name: 'a data: result',
    fault: { kind: 'answer', patch: { status: 'completed', video: { url: 'data:video/mp4;base64,AAAAGGZ0eXA=' } } },
    times: 1,
    ...saved,
    ...later,
  },
]

const LOG_ROWS: readonly FaultRow[] = [...REFUSALS.map(([name, fault]): Named => [name, fault]), ...UNKNOWN].map(
  ([name, fault]): FaultRow => ({ endpoint: 'logs', name: `${name}, twice`, fault, times: 2, ...saved, ...later }),
)

const FILE_ROWS: readonly FaultRow[] = [
  ...UNKNOWN.filter(
    ([name, fault]) => fault.kind !== 'hugeBody' && !/wrong types|truncated|loop|another host/.test(name),
  ).map(
    ([name, fault]): FaultRow => ({ endpoint: 'file', name: `${name}, twice`, fault, times: 2, ...saved, ...later }),
  ),
  ...(['refused', 'dns', 'tls'] as const).map(
    (detour): FaultRow => ({ endpoint: 'file', name: `${detour}, twice`, detour, times: 2, ...saved, ...later }),
  ),
  { endpoint: 'file', name: '0 bytes, twice', fault: { kind: 'zeroBytes' }, times: 2, ...saved, ...later },
  {
    endpoint: 'file',
    name: '0 bytes for ever',
    fault: { kind: 'zeroBytes' },
    times: -1,
    state: 'completed',
    file: 'failed',
    says: /empty/,
    ...later,
  },
  { endpoint: 'file', name: '404, once', fault: status(404, 'gone'), times: 1, ...saved, ...later },
  {
    endpoint: 'file',
    name: '404 for ever',
    fault: status(404, 'gone'),
    times: -1,
    state: 'completed',
    file: 'lost',
    says: /no longer provides/,
    ...later,
  },
  {
    endpoint: 'file',
    name: '403 for ever',
    fault: status(403, 'expired'),
    times: -1,
    state: 'completed',
    file: 'lost',
    says: /no longer provides/,
    ...later,
  },
  {
    endpoint: 'file',
    name: 'a redirect to plain http elsewhere',
    fault: { kind: 'redirect', to: 'http://example.com/a.mp4' },
    times: -1,
    state: 'completed',
    file: 'failed',
    says: /not a public https URL/,
    ...later,
  },
  {
    endpoint: 'file',
    name: 'a redirect loop',
    fault: { kind: 'redirect', to: '/files/loop.mp4' },
    times: -1,
    state: 'completed',
    file: 'failed',
    says: /redirected/,
    ...later,
  },
  {
    endpoint: 'file',
    name: 'cut, then another version',
    first: { kind: 'cutInBody' },
    fault: { kind: 'etagChange' },
    times: 1,
    ...saved,
    ...later,
  },
]

/** Every way a call can go wrong, and what must come of the job, its file, and the money. */
export const FAULT_ROWS: readonly FaultRow[] = [...POST_ROWS, ...GET_ROWS, ...LOG_ROWS, ...FILE_ROWS]
