import { deepStrictEqual, match } from 'node:assert/strict'
import type { Fault } from '../../../src/sandbox/faults/fault.ts'
import { BODY, call, create, generateVideo, poll, sendRaw, withSandbox } from './support.ts'

const PATH = '/v2/video/generations'
const BODY_TEXT = JSON.stringify(BODY)
const POST_REQUEST = `POST ${PATH} HTTP/1.1
Host: localhost
Authorization: Bearer k
Content-Type: application/json
Content-Length: ${BODY_TEXT.length}

${BODY_TEXT}`
const STATUS_LINE = 'HTTP/1.1 201 Created\r\n'
const created = (body: string) => new RegExp(`^${STATUS_LINE}.*\r\n\r\n${body}$`, 's')

/** The fault on the POST, the bytes on the wire, the state of the connection, and the number of generations. */
const ON_POST: readonly (readonly [Fault, RegExp, 'ended' | 'open', number])[] = [
  [
    { kind: 'status', status: 502, body: '<p>', contentType: 'text/html' },
    /^HTTP\/1.1 502 .*\r\ncontent-type: text\/html.*<p>$/s,
    'open',
    0,
  ],
  [{ kind: 'status', status: 429, headers: { 'retry-after': '3' } }, /^HTTP\/1.1 429 .*retry-after: 3\r\n/s, 'open', 0],
  [{ kind: 'status', status: 504, sell: true, keepHeaders: true }, /^HTTP\/1.1 504 .*x-inference-id: /s, 'open', 1],
  [{ kind: 'cutBeforeHeaders' }, /^$/, 'ended', 0],
  [{ kind: 'cutBeforeHeaders', sell: true }, /^$/, 'ended', 1],
  [{ kind: 'cutAfterAccept' }, /^$/, 'ended', 1],
  [{ kind: 'cutInBody' }, created('\\{"id":"[0-9a-f:a-z-]{30,60}'), 'ended', 0],
  [{ kind: 'cutInBody', sell: true }, created('\\{"id":"[0-9a-f:a-z-]{30,60}'), 'ended', 1],
  [{ kind: 'silent' }, /^$/, 'open', 0],
  [{ kind: 'silent', sell: true }, /^$/, 'open', 1],
  [{ kind: 'drip', bytesPerSecond: 10 }, created('\\{?"?[id":0-9a-f]{0,20}'), 'open', 1],
  [{ kind: 'html' }, /^HTTP\/1.1 200 OK\r\ncontent-type: text\/html.*<\/html>$/s, 'open', 0],
  [{ kind: 'html', status: 503 }, /^HTTP\/1.1 503 /, 'open', 0],
  [{ kind: 'empty', sell: true }, /^HTTP\/1.1 200 .*content-length: 0.*\r\n\r\n$/s, 'open', 1],
  [{ kind: 'truncatedJson' }, created('\\{"id":"[^}]*'), 'open', 0],
  [{ kind: 'wrongTypes', sell: true }, created('\\{"id":70,"status":6\\}'), 'open', 1],
  [{ kind: 'hugeBody', bytes: 9_000 }, new RegExp(`^${STATUS_LINE}.*chunked.* {8000,}`, 's'), 'open', 0],
  [{ kind: 'wrongLength' }, created('\\{.*\\}'), 'ended', 0],
  [{ kind: 'wrongLength', bytes: -20 }, created('\\{.*\\}'), 'ended', 0],
  [
    { kind: 'redirect', to: 'http://localhost:1/x' },
    /^HTTP\/1.1 302 .*location: http:\/\/localhost:1\/x\r\n/s,
    'open',
    0,
  ],
  [{ kind: 'redirect', to: PATH, status: 307 }, /^HTTP\/1.1 307 /, 'open', 0],
  [
    { kind: 'answer', patch: { id: 'x', status: 'weird', video: null } },
    created('\\{"id":"x","status":"weird","video":null\\}'),
    'open',
    1,
  ],
  [{ kind: 'delay', ms: 60_000 }, /^$/, 'open', 1],
  [{ kind: 'delay', ms: 50, sell: false }, created('\\{.*\\}'), 'open', 0],
]

interface Outcome {
  readonly text: string
  readonly end: 'ended' | 'open'
  readonly generations: number
  /** The status of the next POST. */
  readonly nextStatus: number
}

async function postWithFault(fault: Fault): Promise<Outcome> {
  const outcomes: Outcome[] = []
  await withSandbox({}, async (sandbox) => {
    sandbox.addFaults({ match: { method: 'POST', path: PATH }, fault })
    const { text, end } = await sendRaw(sandbox.url, POST_REQUEST, 1_000)
    const generations = sandbox.ledger().length
    const { status: nextStatus } = await call(sandbox, PATH, { body: BODY })
    outcomes.push({ text, end, generations, nextStatus })
  })
  return outcomes[0] as Outcome
}

describe('sandbox: faults', () => {
  const outcomes: Outcome[] = []
  // In parallel, because most of the time is spent waiting for data that must not arrive.
  before(async () => void outcomes.push(...(await Promise.all(ON_POST.map(([fault]) => postWithFault(fault))))))

  for (const [index, [fault, wire, end, generations]] of ON_POST.entries()) {
    it(`POST: ${JSON.stringify(fault)}: connection ${end}, ${generations} created`, () => {
      const outcome = outcomes[index]
      match(outcome?.text ?? 'none', wire)
      deepStrictEqual([outcome?.end, outcome?.generations, outcome?.nextStatus], [end, generations, 201])
    })
  }

  it('applies faults to result files and to ranges of them', () =>
    withSandbox({}, async (sandbox) => {
      const url = await generateVideo(sandbox)
      const { pathname } = new URL(url)
      const whole = Buffer.from(await (await fetch(url)).arrayBuffer())
      const get = (extra = '') => sendRaw(sandbox.filesUrl, `GET ${pathname} HTTP/1.1\nHost: localhost\n${extra}\n`)
      const body = ({ text }: { text: string }) => Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1')
      sandbox.addFaults(
        { match: { path: '/files/*' }, fault: { kind: 'cutInBody' } },
        { match: { path: '/files/*' }, fault: { kind: 'cutInBody' } },
        { match: { path: '/files/*' }, fault: { kind: 'zeroBytes' } },
        { match: { path: '/files/*' }, fault: { kind: 'drip', bytesPerSecond: 1_000 } },
        { match: { path: '/files/*' }, fault: { kind: 'status', status: 410 } },
      )
      const first = body(await get())
      const second = body(await get(`Range: bytes=${first.length}-\n`))
      const part = Buffer.concat([first, second])
      deepStrictEqual(
        [part.equals(whole.subarray(0, part.length)), Math.round((part.length / whole.length) * 100)],
        [true, 75],
      )
      const empty = await get()
      const slow = await get()
      deepStrictEqual([body(empty).length, body(slow).length < 500, body(slow).length > 50], [0, true, true])
      deepStrictEqual((await fetch(url)).status, 410)
      deepStrictEqual(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(whole), true)
    }))

  it('changes the content and the ETag of a file from now on', () =>
    withSandbox({}, async (sandbox) => {
      const url = await generateVideo(sandbox)
      const read = async (headers = {}) => {
        const response = await fetch(url, { headers })
        return {
          status: response.status,
          etag: response.headers.get('etag') ?? '',
          size: (await response.arrayBuffer()).byteLength,
        }
      }
      const before = await read()
      sandbox.addFaults({ match: { path: '/files/*' }, fault: { kind: 'etagChange' } })
      const resumed = await read({ range: 'bytes=10-', 'if-range': before.etag })
      const after = await read()
      deepStrictEqual([resumed.status, resumed.etag === before.etag, resumed.size], [200, false, before.size + 16])
      deepStrictEqual(after, resumed)
    }))

  it('honors after and times, and applies one fault per call', () =>
    withSandbox({}, async (sandbox) => {
      const statuses = async (count: number) => {
        const result: number[] = []
        for (let i = 0; i < count; i++) result.push((await call(sandbox, '/v2/billing')).status)
        return result
      }
      const match = { method: 'get', path: '/v2/billing' }
      sandbox.addFaults(
        { match, after: 1, times: 2, fault: { kind: 'status', status: 500 } },
        { match, times: 1, fault: { kind: 'status', status: 503 } },
        { match: { path: '/v2/logs' }, times: -1, fault: { kind: 'status', status: 502 } },
      )
      deepStrictEqual(await statuses(5), [503, 500, 500, 200, 200])
      sandbox.addFaults({ match, times: -1, fault: { kind: 'status', status: 500 } })
      deepStrictEqual(await statuses(3), [500, 500, 500])
      sandbox.clearFaults()
      deepStrictEqual(await statuses(1), [200])
    }))

  it('patches the response to a poll', () =>
    withSandbox({}, async (sandbox) => {
      const { json } = await create(sandbox)
      sandbox.addFaults({
        match: { method: 'GET', path: PATH },
        fault: { kind: 'answer', patch: { video: { url: 'x' } } },
      })
      const patched = await poll(sandbox, json.id)
      deepStrictEqual([patched.json.status, patched.json.video], ['completed', { url: 'x' }])
    }))
})
