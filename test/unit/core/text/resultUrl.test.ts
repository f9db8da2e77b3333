import assert from 'node:assert/strict'
import { isLoopback, isLoopbackOrigin } from '../../../../src/core/text/loopback.ts'
import { fetchableUrl } from '../../../../src/core/text/resultUrl.ts'

const SANDBOX = 'http://127.0.0.1:8787'
const REMOTE = 'https://api.example'

describe('isLoopback', () => {
  const hosts: readonly [host: string, expected: boolean][] = [
    ...['localhost', 'localhost.', 'LOCALHOST', 'a.localhost', 'a.b.localhost.'].map((it): [string, boolean] => [
      it,
      true,
    ]),
    ...['127.0.0.1', '127.0.0.2', '127.255.255.255', '127.1', '0x7f.1', '2130706433', '0177.0.0.1', '[::1]'].map(
      (it): [string, boolean] => [it, true],
    ),
    ...['[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f01:203]'].map((it): [string, boolean] => [it, true]),
    ...['128.0.0.1', '126.0.0.1', '10.0.0.1', '0.0.0.0', '[::]', '[::2]', '[::ffff:8.8.8.8]', '[::7f00:1]'].map(
      (it): [string, boolean] => [it, false],
    ),
    ...['example.com', 'localhost.example', 'notlocalhost', '127.0.0.1.example', 'localhost-a', 'xn--localhost'].map(
      (it): [string, boolean] => [it, false],
    ),
  ]
  for (const [host, expected] of hosts) {
    it(`is ${expected} for ${host}`, () => assert.equal(isLoopback(new URL(`http://${host}/`).hostname), expected))
  }

  it('is false for an origin that is not a URL', () => {
    assert.deepEqual(['', 'null', 'localhost', SANDBOX].map(isLoopbackOrigin), [false, false, false, true])
  })
})

describe('fetchableUrl', () => {
  const rows: readonly [url: string, remote: boolean, sandbox: boolean][] = [
    ['https://cdn.example/v.mp4', true, true],
    ['https://8.8.8.8/v.mp4', true, true],
    ['http://cdn.example/v.mp4', false, false],
    ['http://10.0.0.1/v.mp4', false, false],
    ['http://127.0.0.1:9/v.mp4', false, true],
    ['http://127.0.0.2:9/v.mp4', false, true],
    ['http://localhost:9/v.mp4', false, true],
    ['https://localhost:9/v.mp4', false, true],
    ['https://127.1/v.mp4', false, true],
    ['https://[::1]/v.mp4', false, true],
    ['https://[::ffff:127.0.0.1]/v.mp4', false, true],
    ['https://a.localhost/v.mp4', false, true],
    ['https://user@cdn.example/v.mp4', false, false],
    ['http://user:a@127.0.0.1/v.mp4', false, false],
    ['ftp://127.0.0.1/v.mp4', false, false],
    ['file:///etc/passwd', false, false],
    ['data:video/mp4;base64,AA', false, false],
    ['/v.mp4', false, false],
    ['', false, false],
  ]
  for (const [url, remote, sandbox] of rows) {
    it(`${remote ? 'allows' : 'does not allow'} a remote service and ${sandbox ? 'allows' : 'does not allow'} a sandbox ${url}`, () => {
      const isAllowed = (origin: string | undefined) => fetchableUrl(url, origin) !== undefined
      assert.deepEqual([REMOTE, undefined, '', 'not a URL', SANDBOX, 'http://a.localhost:1'].map(isAllowed), [
        remote,
        remote,
        remote,
        remote,
        sandbox,
        sandbox,
      ])
    })
  }

  it('resolves a redirect', () => {
    const base = 'https://cdn.example/a/b'
    assert.equal(fetchableUrl('../c', REMOTE, base)?.href, 'https://cdn.example/c')
    assert.equal(fetchableUrl('//127.0.0.1/c', REMOTE, base), undefined)
  })
})
