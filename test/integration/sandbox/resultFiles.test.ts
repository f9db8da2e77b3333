import { deepStrictEqual } from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { create, generateVideo, poll, withSandbox } from './support.ts'

describe('sandbox: result files', () => {
  it('serves ranges as specified in RFC 9110', () =>
    withSandbox({}, async (sandbox) => {
      const url = await generateVideo(sandbox)
      const whole = await fetch(url)
      const bytes = Buffer.from(await whole.arrayBuffer())
      const size = bytes.length
      const etag = whole.headers.get('etag') ?? ''
      deepStrictEqual(
        [whole.status, whole.headers.get('content-length'), whole.headers.get('accept-ranges')],
        [200, String(size), 'bytes'],
      )
      const cases: readonly (readonly [Record<string, string>, number, number, number])[] = [
        [{ range: 'bytes=0-9' }, 206, 0, 10],
        [{ range: 'bytes=100-' }, 206, 100, size],
        [{ range: 'bytes=-7' }, 206, size - 7, size],
        [{ range: `bytes=0-${size * 9}` }, 206, 0, size],
        [{ range: `bytes=${size - 1}-` }, 206, size - 1, size],
        [{ range: `bytes=${size}-` }, 416, 0, 0],
        [{ range: 'bytes=-0' }, 416, 0, 0],
        [{ range: 'bytes=9-1' }, 200, 0, size],
        [{ range: 'bytes=0-1,4-5' }, 200, 0, size],
        [{ range: 'lines=0-9' }, 200, 0, size],
        [{ range: 'bytes=-' }, 200, 0, size],
        [{ range: 'bytes=5-9', 'if-range': etag }, 206, 5, 10],
        [{ range: 'bytes=5-9', 'if-range': '"other"' }, 200, 0, size],
        [{ 'if-none-match': etag }, 304, 0, 0],
        [{ 'if-none-match': `W/${etag}` }, 304, 0, 0],
        [{ 'if-none-match': `"a", "b,c" ,${etag}` }, 304, 0, 0],
        [{ 'if-none-match': '*' }, 304, 0, 0],
        [{ 'if-none-match': etag, range: 'bytes=0-9' }, 304, 0, 0],
        [{ 'if-none-match': '"a", W/"b"' }, 200, 0, size],
        [{ 'if-none-match': etag.replaceAll('"', '') }, 200, 0, size],
        [{ range: 'bytes=5-9', 'if-range': `W/${etag}` }, 200, 0, size],
      ]
      for (const [headers, status, from, to] of cases) {
        const response = await fetch(url, { headers })
        const body = Buffer.from(await response.arrayBuffer())
        const range = { 206: `bytes ${from}-${to - 1}/${size}`, 416: `bytes */${size}` }[response.status] ?? null
        deepStrictEqual(
          [headers, response.status, response.headers.get('content-range'), body.equals(bytes.subarray(from, to))],
          [headers, status, range, true],
        )
      }
    }))

  it('ignores Range for HEAD', () =>
    withSandbox({}, async (sandbox) => {
      const url = await generateVideo(sandbox)
      const responses = await Promise.all(
        [{}, { range: 'bytes=0-9' }, { range: 'bytes=999999999-' }].map((headers) =>
          fetch(url, { method: 'HEAD', headers }),
        ),
      )
      const size = responses[0]?.headers.get('content-length')
      deepStrictEqual(
        responses.map(({ status, headers }) => [status, headers.get('content-length'), headers.get('content-range')]),
        Array(3).fill([200, size, null]),
      )
    }))

  it('sends no body for HEAD, and rejects other methods and unknown paths', () =>
    withSandbox({}, async (sandbox) => {
      const url = await generateVideo(sandbox)
      const head = await fetch(url, { method: 'HEAD' })
      deepStrictEqual(
        [head.status, Number(head.headers.get('content-length')) > 10_000, (await head.arrayBuffer()).byteLength],
        [200, true, 0],
      )
      const others = [
        fetch(url, { method: 'POST' }),
        fetch(`${sandbox.filesUrl}/files/${'0'.repeat(32)}.mp4`),
        fetch(`${sandbox.filesUrl}/files/..%2f..%2fpackage.json`),
        fetch(`${sandbox.filesUrl}/v2/billing`),
        fetch(url.replace(sandbox.filesUrl, sandbox.url)),
      ]
      deepStrictEqual(
        (await Promise.all(others)).map(({ status }) => status),
        [405, 404, 404, 404, 401],
      )
    }))

  it('serves no file before the generation completes', () =>
    withSandbox({ seconds: 0.4 }, async (sandbox) => {
      const { json } = await create(sandbox)
      const early = await poll(sandbox, json.id)
      await sleep(500)
      const late = await poll(sandbox, json.id)
      deepStrictEqual([early.json.video, late.json.status], [null, 'completed'])
    }))

  it('rejects expired and forged URLs and issues new ones', () =>
    withSandbox({ urlSeconds: 0.3 }, async (sandbox) => {
      const { json } = await create(sandbox)
      const url = async (): Promise<string> => (await poll(sandbox, json.id)).json.video.url
      const first = await url()
      const forged = first.replace(/expires=\d+/, `expires=${Date.now() + 60_000}`)
      const before = await fetch(first, { method: 'HEAD' })
      await sleep(350)
      const after = await Promise.all([first, forged, await url()].map((one) => fetch(one, { method: 'HEAD' })))
      deepStrictEqual([before.status, ...after.map(({ status }) => status)], [200, 403, 403, 200])
    }))

  it('records whether a request for a result file has an API key', () =>
    withSandbox({}, async (sandbox) => {
      const url = await generateVideo(sandbox)
      await fetch(url, { method: 'HEAD' })
      await fetch(url, { method: 'HEAD', headers: { authorization: 'Bearer leaked' } })
      const calls = sandbox.calls().filter(({ server }) => server === 'files')
      deepStrictEqual(
        calls.map(({ method, hasAuthorization }) => [method, hasAuthorization]),
        [
          ['HEAD', false],
          ['HEAD', true],
        ],
      )
    }))
})
