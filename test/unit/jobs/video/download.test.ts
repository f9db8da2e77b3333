import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { ResultFetch } from '../../../../src/api/transport/resultFetch.ts'
import { type DownloadTask, download } from '../../../../src/jobs/video/download.ts'
import type { DownloadOutcome } from '../../../../src/jobs/video/downloadOutcome.ts'
import { saveDataUrl } from '../../../../src/jobs/video/partFile.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'
import { bytesOf, fileServer, rawServer, serve } from '../../../fixtures/jobs/fileServer.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const NAME = 'video.mp4'
const SIZE = 300_000
const BYTES = bytesOf('first', SIZE)
const OTHER = bytesOf('second', SIZE + 500)

const realFetch: ResultFetch = (url, init) => fetch(url, { ...init, redirect: 'manual' })

interface Try {
  readonly outcome: DownloadOutcome
  readonly validator: string | undefined
  readonly totalBytes: number | undefined
}

async function attempt(url: string, folder: string, parts: Partial<DownloadTask> = {}): Promise<Try> {
  let validator = parts.validator
  let totalBytes: number | undefined
  const outcome = await download(realFetch, {
    ...{ url, folder, name: NAME, validator, stallMs: 5000, signal: new AbortController().signal },
    apiOrigin: 'http://127.0.0.1:1',
    onStart: (start) => {
      validator = start.validator
      totalBytes = start.totalBytes
    },
    onProgress: () => {},
    ...parts,
  })
  return { outcome, validator, totalBytes }
}

const inFolder = (folder: string) => readdirSync(folder).sort()
const partSize = (folder: string) => statSync(join(folder, `${NAME}.part`)).size
const video = (folder: string) => readFileSync(join(folder, NAME))

/** Never a file under its final name that is not whole. */
function assertNothingHalf(folder: string, ...whole: Buffer[]): void {
  if (!existsSync(join(folder, NAME))) return
  assert.ok(whole.some((bytes) => bytes.equals(video(folder))))
}

describe('a download', () => {
  it('arrives whole under its final name, without credentials, and leaves nothing else', async () => {
    using folder = tempFolder()
    await using server = await fileServer((request, response) => serve(BYTES, request, response, { etag: '"1"' }))
    const seen: number[] = []
    const { outcome, validator, totalBytes } = await attempt(`${server.origin}/v`, folder.path, {
      onProgress: (received) => seen.push(received),
    })
    assert.deepEqual([outcome, inFolder(folder.path)], [{ kind: 'saved', sizeBytes: SIZE }, [NAME]])
    assert.deepEqual([validator, totalBytes, seen.at(-1)], ['"1"', SIZE, SIZE])
    assert.ok(video(folder.path).equals(BYTES))
    const { authorization, cookie } = server.requests[0]?.headers ?? {}
    assert.deepEqual([authorization, cookie], [undefined, undefined])
  })

  it('goes on where it was cut, with Range and If-Range', async () => {
    using folder = tempFolder()
    let n = 0
    await using server = await fileServer((request, response) =>
      serve(BYTES, request, response, { etag: '"1"', ...(n++ < 2 ? { cutAfter: 100_000 } : {}) }),
    )
    const url = `${server.origin}/v`
    const first = await attempt(url, folder.path)
    const second = await attempt(url, folder.path, { validator: first.validator })
    assert.deepEqual(
      [first.outcome.kind, second.outcome.kind, inFolder(folder.path)],
      ['interrupted', 'interrupted', [`${NAME}.part`]],
    )
    const third = await attempt(url, folder.path, { validator: second.validator })
    assert.deepEqual(
      [third.outcome, server.requests.map(({ headers }) => [headers.range, headers['if-range']])],
      [
        { kind: 'saved', sizeBytes: SIZE },
        [
          [undefined, undefined],
          ['bytes=100000-', '"1"'],
          ['bytes=200000-', '"1"'],
        ],
      ],
    )
    assert.ok(video(folder.path).equals(BYTES))
  })

  interface Resumed {
    readonly what: string
    readonly validator?: string | undefined
    readonly part?: Buffer
    readonly listener: RequestListener
    readonly expected?: Buffer
    readonly kind?: DownloadOutcome['kind']
  }
  const PART = BYTES.subarray(0, 100_000)
  const resumed: readonly Resumed[] = [
    {
      what: 'the file changed meanwhile',
      listener: (request, response) => serve(OTHER, request, response, { etag: '"2"' }),
      expected: OTHER,
    },
    {
      what: 'the file changed, and the server knows no If-Range',
      listener: (request, response) => {
        delete request.headers['if-range']
        serve(OTHER, request, response, { etag: '"2"' })
      },
      expected: OTHER,
    },
    {
      what: 'the server knows no ranges',
      listener: (request, response) => serve(BYTES, request, response, { etag: '"1"', wholeOnly: true }),
      expected: BYTES,
    },
    {
      what: 'nobody knows what the bytes on disk came with',
      validator: undefined,
      part: bytesOf('anything', 100_000),
      listener: (request, response) => serve(BYTES, request, response, { etag: '"1"' }),
      expected: BYTES,
    },
    {
      what: 'every byte is there already',
      part: BYTES,
      listener: (request, response) => serve(BYTES, request, response, { etag: '"1"' }),
      expected: BYTES,
    },
    {
      what: 'more bytes are there than the file has',
      part: bytesOf('anything', SIZE + 10),
      listener: (request, response) => serve(BYTES, request, response, { etag: '"1"' }),
      expected: BYTES,
    },
    {
      what: 'a 206 begins elsewhere',
      listener: (request, response) => {
        if (request.headers.range === undefined) return serve(BYTES, request, response, { etag: '"1"' })
        const headers = { 'content-range': `bytes 50-${SIZE - 1}/${SIZE}`, 'content-type': 'video/mp4', etag: '"1"' }
        response.writeHead(206, headers).end(BYTES.subarray(50))
        return undefined
      },
      expected: BYTES,
    },
    {
      what: 'a 206 does not say where it begins',
      listener: (request, response) => {
        if (request.headers.range === undefined) return serve(BYTES, request, response, { etag: '"1"' })
        response.writeHead(206, { 'content-type': 'video/mp4', etag: '"1"' }).end(BYTES.subarray(50))
        return undefined
      },
      expected: BYTES,
    },
    {
      what: 'everything is answered with a 206',
      listener: (_request, response) => {
        response.writeHead(206, { 'content-range': `bytes 0-9/${SIZE}`, etag: '"1"' }).end(BYTES.subarray(0, 10))
      },
      kind: 'refused',
    },
    {
      what: 'a 206 ends before the file does',
      listener: (_request, response) => {
        const headers = { 'content-range': `bytes 100000-199999/${SIZE}`, etag: '"1"', 'content-length': 100_000 }
        response.writeHead(206, headers).end(BYTES.subarray(100_000, 200_000))
      },
      kind: 'interrupted',
    },
    {
      what: '416 for everything',
      listener: (_request, response) => void response.writeHead(416).end(),
      kind: 'refused',
    },
  ]
  for (const { what, part = PART, listener, expected, kind = 'saved', ...rest } of resumed) {
    it(`that goes on, where ${what}: ${kind}`, async () => {
      using folder = tempFolder()
      await using server = await fileServer(listener)
      writeFileSync(join(folder.path, `${NAME}.part`), part)
      const validator = 'validator' in rest ? rest.validator : '"1"'
      const { outcome } = await attempt(`${server.origin}/v`, folder.path, { validator })
      assert.equal(outcome.kind, kind)
      assert.ok(expected === undefined ? !existsSync(join(folder.path, NAME)) : video(folder.path).equals(expected))
    })
  }

  it('of a file that is there already asks nobody', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, NAME), BYTES)
    assert.deepEqual((await attempt('http://127.0.0.1:9/v', folder.path)).outcome, { kind: 'saved', sizeBytes: SIZE })
  })

  const status = (code: number, headers: Record<string, string> = {}, body = '<p>No'): RequestListener => {
    return (_request, response) => void response.writeHead(code, headers).end(body)
  }
  const answers: readonly [what: string, listener: RequestListener, kind: DownloadOutcome['kind'], more?: object][] = [
    ['401', status(401), 'gone'],
    ['403', status(403), 'gone'],
    ['404', status(404), 'gone'],
    ['410', status(410), 'gone'],
    ['204', status(204, {}, ''), 'refused'],
    ['418', status(418), 'refused'],
    ['500', status(500), 'refused'],
    ['503 with a wait', status(503, { 'retry-after': '7' }), 'refused', { retryAfterMs: 7000 }],
    ['HTML with 200', status(200, { 'content-type': 'text/html' }), 'refused'],
    ['JSON with 200', status(200, { 'content-type': 'application/json; charset=utf-8' }, '{}'), 'refused'],
    ['nothing', status(200, { 'content-type': 'video/mp4' }, ''), 'refused'],
    ['nothing, with its length', status(200, { 'content-length': '0' }, ''), 'refused'],
    ['a length beyond belief', status(200, { 'content-length': '999999999999' }), 'failed', { code: 'videoTooLarge' }],
    ['a redirect to nowhere', status(302), 'failed', { code: 'unsafeUrl' }],
    ...[
      'ftp://127.0.0.1/v',
      'http://192.0.2.1/v',
      'data:video/mp4;base64,AAAA',
      'file:///etc/passwd',
      '//u:p@127.0.0.1/v',
    ].map((to): [string, RequestListener, DownloadOutcome['kind'], object] => [
      `a redirect to ${to}`,
      status(302, { location: to }),
      'failed',
      { code: 'unsafeUrl' },
    ]),
    [
      'a redirect to itself',
      (request, response) => status(302, { location: request.url ?? '' })(request, response),
      'refused',
    ],
  ]
  for (const [what, listener, kind, more = {}] of answers) {
    it(`answered with ${what}: ${kind}`, async () => {
      using folder = tempFolder()
      await using server = await fileServer(listener)
      const { outcome } = await attempt(`${server.origin}/v`, folder.path)
      assert.ok('error' in outcome)
      const { error, ...rest } = outcome
      const { code, ...expected } = { code: error.code, ...more }
      assert.deepEqual([rest, error.code], [{ kind, ...expected }, code])
      assert.ok(errorSentence(error).length > 10 && server.requests.length <= 6)
      assert.equal(existsSync(join(folder.path, NAME)), false)
    })
  }

  it('follows a redirect, with its range', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, `${NAME}.part`), PART)
    await using server = await fileServer((request, response) => {
      if (request.url === '/b') return serve(BYTES, request, response, { etag: '"1"' })
      response.writeHead(307, { location: '/b' }).end()
      return undefined
    })
    const { outcome } = await attempt(`${server.origin}/a`, folder.path, { validator: '"1"' })
    assert.deepEqual([outcome.kind, server.requests[1]?.headers.range], ['saved', 'bytes=100000-'])
    assert.ok(video(folder.path).equals(BYTES))
  })

  const addresses: readonly [string, apiOrigin?: string][] = [
    ['ftp://127.0.0.1/v'],
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['data:video/mp4;base64,AAAA'],
    ['http://example.com/v'],
    ['https://name:word@example.com/v'],
    ['http://127.0.0.1:9/v', 'https://api.example'],
    ['http://127.0.0.1.evil.example/v'],
    ['not an address'],
    ['not an address\n2026-08-21 [error] forged'],
    [''],
  ]
  for (const [url, apiOrigin = 'http://127.0.0.1:1'] of addresses) {
    it(`from "${url}" of a service at ${apiOrigin} is not begun`, async () => {
      using folder = tempFolder()
      const never: ResultFetch = () => assert.fail('Nobody is to be asked')
      const task = { url, apiOrigin, folder: folder.path, name: NAME, validator: undefined, stallMs: 1000 }
      const quiet = { signal: new AbortController().signal, onStart: () => {}, onProgress: () => {} }
      const outcome = await download(never, { ...task, ...quiet })
      assert.deepEqual([outcome.kind, 'error' in outcome && outcome.error.code], ['failed', 'unsafeUrl'])
      assert.doesNotMatch('error' in outcome ? errorSentence(outcome.error) : '', /\n/)
    })
  }
})

describe('a download from a broken server', () => {
  const head = (length: number) => `HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: ${length}\r\n\r\n`
  const rows: readonly [what: string, speak: (socket: Socket) => void, kind: DownloadOutcome['kind']][] = [
    ['is cut before its headers', (socket) => socket.destroy(), 'unreachable'],
    ['is no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n'), 'unreachable'],
    ['has fewer bytes than announced', (socket) => socket.end(`${head(100)}0123456789`), 'interrupted'],
    [
      'has chunks that stop',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n'),
      'interrupted',
    ],
    ['falls silent before its headers', () => {}, 'unreachable'],
    ['falls silent in its headers', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-'), 'unreachable'],
    ['falls silent in its body', (socket) => socket.write(`${head(100)}0123456789`), 'interrupted'],
  ]
  for (const [what, speak, kind] of rows) {
    it(`that ${what}: ${kind}, soon, and nothing under the final name`, async () => {
      using folder = tempFolder()
      await using server = await rawServer(speak)
      const from = performance.now()
      const { outcome } = await attempt(`${server.origin}/v`, folder.path, { stallMs: 200 })
      assert.equal(outcome.kind, kind)
      assert.ok(performance.now() - from < 3000)
      assert.equal(existsSync(join(folder.path, NAME)), false)
    })
  }

  it('takes no more bytes than were announced', async () => {
    using folder = tempFolder()
    await using server = await rawServer((socket) => socket.end(`${head(10)}0123456789and more`))
    const { outcome } = await attempt(`${server.origin}/v`, folder.path)
    if (outcome.kind === 'saved') assert.equal(String(video(folder.path)), '0123456789')
    else assert.equal(existsSync(join(folder.path, NAME)), false)
  })

  for (const [what, chunkBytes, kind] of [
    ['is not taken for silent while it is only slow', 20_000, 'saved'],
    ['is cut when bytes only drip, and goes on from there', 1, 'interrupted'],
  ] as const) {
    it(what, async () => {
      using folder = tempFolder()
      await using server = await fileServer((_request, response) => {
        response.writeHead(200, { 'content-length': 6 * chunkBytes })
        const drip = (n: number) =>
          n === 6 ? response.end() : setTimeout(() => response.write('x'.repeat(chunkBytes), () => drip(n + 1)), 200)
        drip(0)
      })
      const { outcome } = await attempt(`${server.origin}/v`, folder.path, { stallMs: 700 })
      assert.equal(outcome.kind, kind)
    })
  }

  it('is refused by nobody listening: unreachable', async () => {
    using folder = tempFolder()
    const server = await fileServer(() => {})
    await server[Symbol.asyncDispose]()
    assert.equal((await attempt(`${server.origin}/v`, folder.path)).outcome.kind, 'unreachable')
  })

  it('is let go of when its length is beyond belief', async () => {
    using folder = tempFolder()
    let closed: () => void = () => {}
    const gone = new Promise<void>((resolve) => {
      closed = resolve
    })
    await using server = await rawServer((socket) => {
      socket.on('close', closed)
      socket.write(`${head(9e14)}0123456789`)
    })
    assert.equal((await attempt(`${server.origin}/v`, folder.path)).outcome.kind, 'failed')
    await gone
  })
})

describe('a download on this machine', () => {
  const serveIt: RequestListener = (request, response) => serve(BYTES, request, response, { etag: '"1"' })

  it('is called off at once, keeps what came, and goes on from there', async () => {
    using folder = tempFolder()
    let n = 0
    await using server = await fileServer((request, response) => {
      if (n++ > 0) return serveIt(request, response)
      response.writeHead(200, { 'content-length': SIZE, etag: '"1"' }).write(PART)
      return undefined
    })
    const PART_SIZE = PART.length
    const stop = new AbortController()
    const first = await attempt(`${server.origin}/v`, folder.path, {
      signal: stop.signal,
      onProgress: (received) => received === PART_SIZE && stop.abort(),
    })
    assert.equal(first.outcome.kind, 'interrupted')
    const kept = partSize(folder.path)
    const second = await attempt(`${server.origin}/v`, folder.path, { validator: '"1"' })
    assert.deepEqual([second.outcome.kind, kept <= PART_SIZE], ['saved', true])
    assert.ok(video(folder.path).equals(BYTES))
  })
  const PART = BYTES.subarray(0, 100_000)

  it('ends as cut, and ends no program, when its progress cannot be taken down', async () => {
    using folder = tempFolder()
    await using server = await fileServer(serveIt)
    const { outcome } = await attempt(`${server.origin}/v`, folder.path, {
      onProgress: () => {
        throw new Error('No more room')
      },
    })
    assert.equal(outcome.kind, 'interrupted')
  })

  it('says that there is no write access, where a file is in the place of the folder or a folder in that of the file', async () => {
    using folder = tempFolder()
    await using server = await fileServer(serveIt)
    writeFileSync(join(folder.path, 'file'), '')
    mkdirSync(join(folder.path, `${NAME}.part`))
    const first = await attempt(`${server.origin}/v`, join(folder.path, 'file'))
    const second = await attempt(`${server.origin}/v`, folder.path)
    for (const { outcome } of [first, second]) {
      assert.deepEqual([outcome.kind, 'error' in outcome && outcome.error.code], ['failed', 'noWriteAccess'])
    }
  })

  it('says that the disk is full', async () => {
    using folder = tempFolder()
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const body = new ReadableStream({ pull: (controller) => controller.error(full) })
    const task = { folder: folder.path, name: NAME, validator: undefined, stallMs: 1000, onStart: () => {} }
    const outcome = await download(async () => new Response(body), {
      ...task,
      ...{ url: 'https://cdn.example/v', apiOrigin: 'https://api.example', onProgress: () => {} },
      signal: new AbortController().signal,
    })
    assert.equal(outcome.kind === 'failed' && outcome.error.code, 'diskFull')
    assertNothingHalf(folder.path)
  })

  it('never leaves half a file when two windows write to the same part', async () => {
    using folder = tempFolder()
    const big = bytesOf('big', 3_000_000)
    await using server = await fileServer((request, response) => serve(big, request, response, { etag: '"1"' }))
    const url = `${server.origin}/v`
    for (let n = 0; n < 5; n++) {
      await Promise.all([1, 2, 3].map(() => attempt(url, folder.path, { validator: '"1"' })))
      assertNothingHalf(folder.path, big)
    }
    for (let n = 0; n < 3 && !existsSync(join(folder.path, NAME)); n++)
      await attempt(url, folder.path, { validator: '"1"' })
    assert.ok(video(folder.path).equals(big))
  })

  it('needs no more memory for 200 MB than for little', async function () {
    this.timeout(30_000)
    using folder = tempFolder()
    const piece = Buffer.alloc(1024 * 1024, 7)
    await using server = await fileServer(async (_request, response) => {
      response.writeHead(200, { 'content-length': 200 * piece.length })
      for (let n = 0; n < 200; n++) {
        if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
      }
      response.end()
    })
    const before = process.memoryUsage.rss()
    let most = 0
    const { outcome } = await attempt(`${server.origin}/v`, folder.path, {
      onProgress: () => {
        most = Math.max(most, process.memoryUsage.rss())
      },
    })
    assert.equal(outcome.kind, 'saved')
    assert.ok(most - before < 100 * piece.length, `${Math.round((most - before) / piece.length)} MB more`)
  })
})

describe('a video inside an answer', () => {
  const rows: readonly [what: string, url: string, kind: string][] = [
    ['base64', `data:video/mp4;base64,${BYTES.toString('base64')}`, 'saved'],
    ['base64 with parameters', `data:video/mp4;codecs="avc1";base64,${BYTES.toString('base64')}`, 'saved'],
    ['base64 without a type', `data:;base64,${BYTES.toString('base64')}`, 'saved'],
    ['nothing', 'data:video/mp4;base64,', 'fileEmpty'],
    ['not base64', 'data:video/mp4,%00%01', 'videoNotBase64'],
    ['nonsense', 'data:video/mp4;base64,!!!!', 'fileEmpty'],
    ['no comma', 'data:video/mp4;base64', 'videoNotBase64'],
  ]
  for (const [what, url, kind] of rows) {
    it(`as ${what}: ${kind}`, async () => {
      using folder = tempFolder()
      const outcome = await saveDataUrl(url, folder.path, NAME)
      assert.equal(outcome.kind === 'failed' ? outcome.error.code : outcome.kind, kind)
      assert.deepEqual(inFolder(folder.path), kind === 'saved' ? [NAME] : [])
      assertNothingHalf(folder.path, BYTES)
    })
  }

  if (existsSync('/dev/full')) {
    it('says that the disk is full', async () => {
      using folder = tempFolder()
      symlinkSync('/dev/full', join(folder.path, `${NAME}.part`))
      const outcome = await saveDataUrl('data:video/mp4;base64,AAAA', folder.path, NAME)
      assert.equal(outcome.kind === 'failed' && outcome.error.code, 'diskFull')
      assertNothingHalf(folder.path)
    })
  }

  it('says that there is no write access', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, 'file'), '')
    const outcome = await saveDataUrl('data:video/mp4;base64,AAAA', join(folder.path, 'file'), NAME)
    assert.equal(outcome.kind === 'failed' && outcome.error.code, 'noWriteAccess')
  })
})
