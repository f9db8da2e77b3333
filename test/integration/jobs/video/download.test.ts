import assert from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { ResultFetch } from '../../../../src/api/transport/resultFetch.ts'
import { type DownloadTask, download } from '../../../../src/jobs/video/download.ts'
import type { DownloadOutcome } from '../../../../src/jobs/video/downloadOutcome.ts'
import { saveDataUrl } from '../../../../src/jobs/video/saveDataUrl.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'
import { pseudoRandomBytes, serveBytes, startFileServer, startTcpServer } from '../../../fixtures/jobs/fileServer.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const NAME = 'video.mp4'
const SIZE = 300_000
const BYTES = pseudoRandomBytes('first', SIZE)
const OTHER = pseudoRandomBytes('second', SIZE + 500)

const realFetch: ResultFetch = (url, init) => fetch(url, { ...init, redirect: 'manual' })

interface Attempt {
  readonly outcome: DownloadOutcome
  readonly validator: string | undefined
  readonly totalBytes: number | undefined
}

async function attempt(url: string, folder: string, parts: Partial<DownloadTask> = {}): Promise<Attempt> {
  let validator = parts.validator
  let totalBytes: number | undefined
  const outcome = await download(realFetch, {
    ...{ url, folder, name: NAME, validator, stallMs: 5000, signal: new AbortController().signal },
    serviceOrigin: 'http://127.0.0.1:1',
    onStart: async (start) => {
      validator = start.validator
      totalBytes = start.totalBytes
    },
    onProgress: () => {},
    confirmLease: async () => true,
    ...parts,
  })
  return { outcome, validator, totalBytes }
}

const filesIn = (folder: string) => readdirSync(folder).sort()
const partFiles = (folder: string) => filesIn(folder).filter((name) => name.endsWith('.part'))
const partSize = (folder: string) => statSync(join(folder, partFiles(folder)[0] ?? '')).size
const savedBytes = (folder: string) => readFileSync(join(folder, NAME))

/** Fails if a file has the final name and is not one of `complete`. */
function assertComplete(folder: string, ...complete: Buffer[]): void {
  if (!existsSync(join(folder, NAME))) return
  assert.ok(complete.some((bytes) => bytes.equals(savedBytes(folder))))
}

describe('download', () => {
  it('saves the complete file under its final name and sends no credentials', async () => {
    using folder = tempFolder()
    await using server = await startFileServer((request, response) =>
      serveBytes(BYTES, request, response, { etag: '"1"' }),
    )
    const progress: number[] = []
    const { outcome, validator, totalBytes } = await attempt(`${server.origin}/v`, folder.path, {
      onProgress: (received) => progress.push(received),
    })
    assert.deepEqual([outcome, filesIn(folder.path)], [{ kind: 'saved', sizeBytes: SIZE }, [NAME]])
    assert.deepEqual([validator, totalBytes, progress.at(-1)], ['"1"', SIZE, SIZE])
    assert.ok(savedBytes(folder.path).equals(BYTES))
    const { authorization, cookie } = server.requests[0]?.headers ?? {}
    assert.deepEqual([authorization, cookie], [undefined, undefined])
  })

  it('resumes an interrupted download with Range and If-Range', async () => {
    using folder = tempFolder()
    let n = 0
    await using server = await startFileServer((request, response) =>
      serveBytes(BYTES, request, response, { etag: '"1"', ...(n++ < 2 ? { stopAfter: 100_000 } : {}) }),
    )
    const url = `${server.origin}/v`
    // Closes a connection after the client has received everything that was sent.
    const onProgress = (received: number) => received % 100_000 === 0 && received < SIZE && server.closeConnections()
    const first = await attempt(url, folder.path, { onProgress })
    const second = await attempt(url, folder.path, { onProgress, validator: first.validator })
    assert.deepEqual(
      [first.outcome.kind, second.outcome.kind, filesIn(folder.path).length, partSize(folder.path)],
      ['interrupted', 'interrupted', 1, 200_000],
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
    assert.ok(savedBytes(folder.path).equals(BYTES))
  })

  interface ResumeRow {
    readonly when: string
    readonly validator?: string | undefined
    readonly part?: Buffer
    readonly listener: RequestListener
    readonly expected?: Buffer
    readonly kind?: DownloadOutcome['kind']
  }
  const PART = BYTES.subarray(0, 100_000)
  const resumeRows: readonly ResumeRow[] = [
    {
      when: 'the file has changed',
      listener: (request, response) => serveBytes(OTHER, request, response, { etag: '"2"' }),
      expected: OTHER,
    },
    {
      when: 'the file has changed and the server ignores If-Range',
      listener: (request, response) => {
        delete request.headers['if-range']
        serveBytes(OTHER, request, response, { etag: '"2"' })
      },
      expected: OTHER,
    },
    {
      when: 'the server ignores ranges',
      listener: (request, response) => serveBytes(BYTES, request, response, { etag: '"1"', ignoresRanges: true }),
      expected: BYTES,
    },
    {
      when: 'the validator of the bytes on disk is not known',
      validator: undefined,
      part: pseudoRandomBytes('anything', 100_000),
      listener: (request, response) => serveBytes(BYTES, request, response, { etag: '"1"' }),
      expected: BYTES,
    },
    {
      when: 'every byte is on disk',
      part: BYTES,
      listener: (request, response) => serveBytes(BYTES, request, response, { etag: '"1"' }),
      expected: BYTES,
    },
    {
      when: 'the part file is longer than the file',
      part: pseudoRandomBytes('anything', SIZE + 10),
      listener: (request, response) => serveBytes(BYTES, request, response, { etag: '"1"' }),
      expected: BYTES,
    },
    {
      when: 'a 206 response has another start',
      listener: (request, response) => {
        if (request.headers.range === undefined) return serveBytes(BYTES, request, response, { etag: '"1"' })
        const headers = { 'content-range': `bytes 50-${SIZE - 1}/${SIZE}`, 'content-type': 'video/mp4', etag: '"1"' }
        response.writeHead(206, headers).end(BYTES.subarray(50))
        return undefined
      },
      expected: BYTES,
    },
    {
      when: 'a 206 response has no Content-Range',
      listener: (request, response) => {
        if (request.headers.range === undefined) return serveBytes(BYTES, request, response, { etag: '"1"' })
        response.writeHead(206, { 'content-type': 'video/mp4', etag: '"1"' }).end(BYTES.subarray(50))
        return undefined
      },
      expected: BYTES,
    },
    {
      when: 'every response is a 206',
      listener: (_request, response) => {
        response.writeHead(206, { 'content-range': `bytes 0-9/${SIZE}`, etag: '"1"' }).end(BYTES.subarray(0, 10))
      },
      kind: 'refused',
    },
    {
      when: 'a 206 response ends before the file does',
      listener: (_request, response) => {
        const headers = { 'content-range': `bytes 100000-199999/${SIZE}`, etag: '"1"', 'content-length': 100_000 }
        response.writeHead(206, headers).end(BYTES.subarray(100_000, 200_000))
      },
      kind: 'interrupted',
    },
    {
      when: 'every response is a 416',
      listener: (_request, response) => void response.writeHead(416).end(),
      kind: 'refused',
    },
  ]
  for (const { when, part = PART, listener, expected, kind = 'saved', ...rest } of resumeRows) {
    it(`results in "${kind}" when it resumes and ${when}`, async () => {
      using folder = tempFolder()
      await using server = await startFileServer(listener)
      writeFileSync(join(folder.path, `${NAME}.part`), part)
      const validator = 'validator' in rest ? rest.validator : '"1"'
      const { outcome } = await attempt(`${server.origin}/v`, folder.path, { validator })
      assert.equal(outcome.kind, kind)
      assert.ok(
        expected === undefined ? !existsSync(join(folder.path, NAME)) : savedBytes(folder.path).equals(expected),
      )
    })
  }

  it('sends no request if the file exists', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, NAME), BYTES)
    assert.deepEqual((await attempt('http://127.0.0.1:9/v', folder.path)).outcome, { kind: 'saved', sizeBytes: SIZE })
  })

  const status = (code: number, headers: Record<string, string> = {}, body = '<p>No'): RequestListener => {
    return (_request, response) => void response.writeHead(code, headers).end(body)
  }
  const responses: readonly [what: string, listener: RequestListener, kind: DownloadOutcome['kind'], more?: object][] =
    [
      ['status 401', status(401), 'gone'],
      ['status 403', status(403), 'gone'],
      ['status 404', status(404), 'gone'],
      ['status 410', status(410), 'gone'],
      ['status 204', status(204, {}, ''), 'refused'],
      ['status 418', status(418), 'refused'],
      ['status 500', status(500), 'refused'],
      ['status 503 with Retry-After', status(503, { 'retry-after': '7' }), 'refused', { retryAfterMs: 7000 }],
      ['HTML with status 200', status(200, { 'content-type': 'text/html' }), 'refused'],
      ['JSON with status 200', status(200, { 'content-type': 'application/json; charset=utf-8' }, '{}'), 'refused'],
      ['an empty body', status(200, { 'content-type': 'video/mp4' }, ''), 'refused'],
      ['an empty body with its length', status(200, { 'content-length': '0' }, ''), 'refused'],
      ['an excessive length', status(200, { 'content-length': '999999999999' }), 'failed', { code: 'videoTooLarge' }],
      ['a redirect without a location', status(302), 'failed', { code: 'unsafeUrl' }],
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
  for (const [what, listener, kind, more = {}] of responses) {
    it(`results in "${kind}" for ${what}`, async () => {
      using folder = tempFolder()
      await using server = await startFileServer(listener)
      const { outcome } = await attempt(`${server.origin}/v`, folder.path)
      assert.ok('error' in outcome)
      const { error, ...rest } = outcome
      const { code, ...expected } = { code: error.code, ...more }
      assert.deepEqual([rest, error.code], [{ kind, ...expected }, code])
      assert.ok(errorSentence(error).length > 10 && server.requests.length <= 6)
      assert.equal(existsSync(join(folder.path, NAME)), false)
    })
  }

  it('follows a redirect with its range', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, `${NAME}.part`), PART)
    await using server = await startFileServer((request, response) => {
      if (request.url === '/b') return serveBytes(BYTES, request, response, { etag: '"1"' })
      response.writeHead(307, { location: '/b' }).end()
      return undefined
    })
    const { outcome } = await attempt(`${server.origin}/a`, folder.path, { validator: '"1"' })
    assert.deepEqual([outcome.kind, server.requests[1]?.headers.range], ['saved', 'bytes=100000-'])
    assert.ok(savedBytes(folder.path).equals(BYTES))
  })

  const unsafeUrls: readonly [url: string, apiOrigin?: string][] = [
    ['ftp://127.0.0.1/v'],
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['data:video/mp4;base64,AAAA'],
    ['http://example.com/v'],
    ['https://name:word@example.com/v'],
    ['http://127.0.0.1:9/v', 'https://api.example'],
    ['http://127.0.0.1.evil.example/v'],
    ['not a URL'],
    ['not a URL\n2026-08-21 [error] forged'],
    [''],
  ]
  for (const [url, serviceOrigin = 'http://127.0.0.1:1'] of unsafeUrls) {
    it(`requests nothing from "${url}" for a service at ${serviceOrigin}`, async () => {
      using folder = tempFolder()
      const never: ResultFetch = () => assert.fail('a request was sent')
      const task = { url, serviceOrigin, folder: folder.path, name: NAME, validator: undefined, stallMs: 1000 }
      const callbacks = { onStart: async () => {}, onProgress: () => {}, confirmLease: async () => true }
      const outcome = await download(never, { ...task, ...callbacks, signal: new AbortController().signal })
      assert.deepEqual([outcome.kind, 'error' in outcome && outcome.error.code], ['failed', 'unsafeUrl'])
      assert.doesNotMatch('error' in outcome ? errorSentence(outcome.error) : '', /\n/)
    })
  }
})

describe('download from a broken server', () => {
  const head = (length: number) => `HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: ${length}\r\n\r\n`
  const rows: readonly [what: string, respond: (socket: Socket) => void, kind: DownloadOutcome['kind']][] = [
    ['closes the connection before the headers', (socket) => socket.destroy(), 'unreachable'],
    ['does not use HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n'), 'unreachable'],
    ['sends fewer bytes than announced', (socket) => socket.end(`${head(100)}0123456789`), 'interrupted'],
    [
      'ends in the middle of the chunks',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n'),
      'interrupted',
    ],
    ['sends no headers', () => {}, 'unreachable'],
    ['stops in the headers', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-'), 'unreachable'],
    ['stops in the body', (socket) => socket.write(`${head(100)}0123456789`), 'interrupted'],
  ]
  for (const [what, respond, kind] of rows) {
    it(`that ${what} results in "${kind}" without a file`, async () => {
      using folder = tempFolder()
      await using server = await startTcpServer(respond)
      const { outcome } = await attempt(`${server.origin}/v`, folder.path, { stallMs: 200 })
      assert.equal(outcome.kind, kind)
      assert.equal(existsSync(join(folder.path, NAME)), false)
    })
  }

  it('saves no more bytes than announced', async () => {
    using folder = tempFolder()
    await using server = await startTcpServer((socket) => socket.end(`${head(10)}0123456789and more`))
    const { outcome } = await attempt(`${server.origin}/v`, folder.path)
    if (outcome.kind === 'saved') assert.equal(String(savedBytes(folder.path)), '0123456789')
    else assert.equal(existsSync(join(folder.path, NAME)), false)
  })

  for (const [what, chunkBytes, kind] of [
    ['continues while the server is slow', 20_000, 'saved'],
    ['is interrupted if the server sends almost nothing', 1, 'interrupted'],
  ] as const) {
    it(what, async () => {
      using folder = tempFolder()
      await using server = await startFileServer((_request, response) => {
        response.writeHead(200, { 'content-length': 6 * chunkBytes })
        const sendNext = (n: number) =>
          n === 6
            ? response.end()
            : setTimeout(() => response.write('x'.repeat(chunkBytes), () => sendNext(n + 1)), 200)
        sendNext(0)
      })
      const { outcome } = await attempt(`${server.origin}/v`, folder.path, { stallMs: 700 })
      assert.equal(outcome.kind, kind)
    })
  }

  it('results in "unreachable" if no server listens', async () => {
    using folder = tempFolder()
    const server = await startFileServer(() => {})
    await server[Symbol.asyncDispose]()
    assert.equal((await attempt(`${server.origin}/v`, folder.path)).outcome.kind, 'unreachable')
  })

  it('closes the connection if the length is excessive', async () => {
    using folder = tempFolder()
    let onClose: () => void = () => {}
    const connectionClosed = new Promise<void>((resolve) => {
      onClose = resolve
    })
    await using server = await startTcpServer((socket) => {
      socket.on('close', onClose)
      socket.write(`${head(9e14)}0123456789`)
    })
    assert.equal((await attempt(`${server.origin}/v`, folder.path)).outcome.kind, 'failed')
    await connectionClosed
  })
})

describe('download on this computer', () => {
  const serveFile: RequestListener = (request, response) => serveBytes(BYTES, request, response, { etag: '"1"' })

  it('keeps the received bytes when it is aborted, and resumes', async () => {
    using folder = tempFolder()
    let n = 0
    await using server = await startFileServer((request, response) => {
      if (n++ > 0) return serveFile(request, response)
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
    assert.ok(savedBytes(folder.path).equals(BYTES))
  })
  const PART = BYTES.subarray(0, 100_000)

  it('results in "interrupted" if the progress cannot be stored', async () => {
    using folder = tempFolder()
    await using server = await startFileServer(serveFile)
    const { outcome } = await attempt(`${server.origin}/v`, folder.path, {
      onProgress: () => {
        throw new Error('The disk is full')
      },
    })
    assert.equal(outcome.kind, 'interrupted')
  })

  it('reports missing write access if the folder is a file or the file is a folder', async () => {
    using folder = tempFolder()
    await using server = await startFileServer(serveFile)
    writeFileSync(join(folder.path, 'file'), '')
    mkdirSync(join(folder.path, `${NAME}.part`))
    const first = await attempt(`${server.origin}/v`, join(folder.path, 'file'))
    const second = await attempt(`${server.origin}/v`, folder.path)
    for (const { outcome } of [first, second]) {
      assert.deepEqual([outcome.kind, 'error' in outcome && outcome.error.code], ['failed', 'noWriteAccess'])
    }
  })

  it('reports a full disk', async () => {
    using folder = tempFolder()
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const body = new ReadableStream({ pull: (controller) => controller.error(full) })
    const task = { folder: folder.path, name: NAME, validator: undefined, stallMs: 1000, onStart: async () => {} }
    const outcome = await download(async () => new Response(body), {
      ...task,
      ...{ url: 'https://cdn.example/v', serviceOrigin: 'https://api.example', onProgress: () => {} },
      confirmLease: async () => true,
      signal: new AbortController().signal,
    })
    assert.equal(outcome.kind === 'failed' && outcome.error.code, 'diskFull')
    assert.deepEqual(filesIn(folder.path), [])
  })

  it('never saves an incomplete file if several windows download it', async () => {
    using folder = tempFolder()
    const big = pseudoRandomBytes('big', 3_000_000)
    await using server = await startFileServer((request, response) =>
      serveBytes(big, request, response, { etag: '"1"' }),
    )
    const url = `${server.origin}/v`
    for (let n = 0; n < 5; n++) {
      await Promise.all([1, 2, 3].map(() => attempt(url, folder.path, { validator: '"1"' })))
      assertComplete(folder.path, big)
    }
    for (let n = 0; n < 3 && !existsSync(join(folder.path, NAME)); n++)
      await attempt(url, folder.path, { validator: '"1"' })
    assert.ok(savedBytes(folder.path).equals(big))
  })

  for (const [what, takesOver] of [
    ['saved', false],
    ['continued', true],
  ] as const) {
    it(`does not touch a file that another window has ${what} while this one was stopped`, async () => {
      using folder = tempFolder()
      const whole = pseudoRandomBytes('whole', 1_000_000)
      const { promise: stopped, resolve: resume } = Promise.withResolvers<void>()
      const { promise: received, resolve: onReceived } = Promise.withResolvers<void>()
      let requests = 0
      await using server = await startFileServer(async (request, response) => {
        const isFirst = requests++ === 0
        const options = takesOver && requests === 2 ? { stopAfter: 300_000 } : {}
        if (!isFirst) return serveBytes(whole, request, response, { etag: '"1"', ...options })
        response.writeHead(200, { 'content-length': whole.length, etag: '"1"' }).write(whole.subarray(0, 100_000))
        await stopped
        response.end(whole.subarray(100_000))
      })
      const url = `${server.origin}/v`
      const first = attempt(url, folder.path, { onProgress: (bytes) => bytes >= 100_000 && onReceived() })
      await received
      const second = await attempt(url, folder.path, { validator: '"1"', stallMs: takesOver ? 300 : 5000 })
      resume()
      const { outcome } = await first
      const third = await attempt(url, folder.path, { validator: '"1"' })
      assert.deepEqual(
        [outcome.kind, second.outcome.kind, third.outcome, filesIn(folder.path)],
        ['interrupted', takesOver ? 'interrupted' : 'saved', { kind: 'saved', sizeBytes: 1_000_000 }, [NAME]],
      )
      assert.ok(savedBytes(folder.path).equals(whole))
    })
  }

  it('saves nothing if another window has taken the download over', async () => {
    using folder = tempFolder()
    await using server = await startFileServer(serveFile)
    const { outcome } = await attempt(`${server.origin}/v`, folder.path, { confirmLease: async () => false })
    assert.deepEqual([outcome, filesIn(folder.path)], [{ kind: 'superseded' }, []])
  })

  it('continues a part file that was cut while it was written, without a gap', async () => {
    using folder = tempFolder()
    let sendRest = () => {}
    await using server = await startFileServer((request, response) => {
      if (request.headers.range !== undefined) return serveFile(request, response)
      response.writeHead(200, { 'content-length': SIZE, etag: '"1"' }).write(PART)
      sendRest = () => response.end(BYTES.subarray(PART.length))
      return undefined
    })
    const { outcome } = await attempt(`${server.origin}/v`, folder.path, {
      onProgress: (received) => {
        if (received !== PART.length) return
        truncateSync(join(folder.path, partFiles(folder.path)[0] ?? ''), 1000)
        sendRest()
      },
    })
    assert.deepEqual([outcome.kind, partSize(folder.path)], ['interrupted', 1000])
    const second = await attempt(`${server.origin}/v`, folder.path, { validator: '"1"' })
    assert.equal(second.outcome.kind, 'saved')
    assert.ok(savedBytes(folder.path).equals(BYTES))
  })

  const changes: readonly [what: string, change: (part: string) => void][] = [
    ['grew', (part) => appendFileSync(part, 'x')],
    ['was cut', (part) => truncateSync(part, 1000)],
    [
      'was replaced',
      (part) => {
        writeFileSync(`${part}.new`, Buffer.alloc(SIZE))
        renameSync(`${part}.new`, part)
      },
    ],
  ]
  for (const [what, change] of changes) {
    it(`saves nothing if its part file ${what} before it got its final name`, async () => {
      using folder = tempFolder()
      await using server = await startFileServer(serveFile)
      const confirmLease = async () => {
        change(join(folder.path, partFiles(folder.path)[0] ?? ''))
        return true
      }
      const { outcome } = await attempt(`${server.origin}/v`, folder.path, { confirmLease })
      assert.deepEqual([outcome.kind, filesIn(folder.path)], ['interrupted', []])
    })
  }

  it('leaves no part file of a video that is too large', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, `${NAME}.part`), PART)
    await using server = await startFileServer((_request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 100000-9000000000/9000000001', etag: '"1"' }).write('x')
    })
    const { outcome } = await attempt(`${server.origin}/v`, folder.path, { validator: '"1"' })
    assert.deepEqual([outcome.kind, filesIn(folder.path)], ['failed', []])
  })

  it('uses constant memory for 200 MB', async function () {
    this.timeout(30_000)
    using folder = tempFolder()
    const chunk = Buffer.alloc(1024 * 1024, 7)
    await using server = await startFileServer(async (_request, response) => {
      response.writeHead(200, { 'content-length': 200 * chunk.length })
      for (let n = 0; n < 200; n++) {
        if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve))
      }
      response.end()
    })
    const before = process.memoryUsage.rss()
    let peak = 0
    const { outcome } = await attempt(`${server.origin}/v`, folder.path, {
      onProgress: () => {
        peak = Math.max(peak, process.memoryUsage.rss())
      },
    })
    assert.equal(outcome.kind, 'saved')
    assert.ok(peak - before < 100 * chunk.length, `${Math.round((peak - before) / chunk.length)} MB more`)
  })
})

describe('saveDataUrl', () => {
  const rows: readonly [what: string, url: string, kind: string][] = [
    ['base64', `data:video/mp4;base64,${BYTES.toString('base64')}`, 'saved'],
    ['base64 with parameters', `data:video/mp4;codecs="avc1";base64,${BYTES.toString('base64')}`, 'saved'],
    ['base64 without a type', `data:;base64,${BYTES.toString('base64')}`, 'saved'],
    ['an unspecific type', `data:application/octet-stream;base64,${BYTES.toString('base64')}`, 'saved'],
    ['a type in upper case', `data:VIDEO/MP4;base64,${BYTES.toString('base64')}`, 'saved'],
    ['a web page', `data:text/html;base64,${BYTES.toString('base64')}`, 'fileNotVideo'],
    ['a web page with parameters', `data:text/html;a=video/mp4;base64,${BYTES.toString('base64')}`, 'fileNotVideo'],
    ['an image', `data:image/svg+xml;base64,${BYTES.toString('base64')}`, 'fileNotVideo'],
    ['JSON', `data:application/json;base64,${BYTES.toString('base64')}`, 'fileNotVideo'],
    ['no data', 'data:video/mp4;base64,', 'fileEmpty'],
    ['another encoding', 'data:video/mp4,%00%01', 'videoNotBase64'],
    ['invalid base64', 'data:video/mp4;base64,!!!!', 'fileEmpty'],
    ['a URI without a comma', 'data:video/mp4;base64', 'videoNotBase64'],
  ]
  for (const [what, url, kind] of rows) {
    it(`results in "${kind}" for ${what}`, async () => {
      using folder = tempFolder()
      const outcome = await saveDataUrl(url, { folder: folder.path, name: NAME, confirmLease: async () => true })
      assert.equal(outcome.kind === 'failed' ? outcome.error.code : outcome.kind, kind)
      assert.deepEqual(filesIn(folder.path), kind === 'saved' ? [NAME] : [])
      assertComplete(folder.path, BYTES)
    })
  }

  it('reports a full disk and deletes what was written', async () => {
    using folder = tempFolder()
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const outcome = await saveDataUrl('data:video/mp4;base64,AAAA', {
      ...{ folder: folder.path, name: NAME },
      confirmLease: () => Promise.reject(full),
    })
    assert.equal(outcome.kind === 'failed' && outcome.error.code, 'diskFull')
    assert.deepEqual(filesIn(folder.path), [])
  })

  it('reports missing write access', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, 'file'), '')
    const outcome = await saveDataUrl('data:video/mp4;base64,AAAA', {
      folder: join(folder.path, 'file'),
      name: NAME,
      confirmLease: async () => true,
    })
    assert.equal(outcome.kind === 'failed' && outcome.error.code, 'noWriteAccess')
  })
})
