import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { parseApiAddress } from '../../../src/api/apiAddress.ts'
import { checkApiKey } from '../../../src/api/apiKey.ts'
import { parseRetryAfter } from '../../../src/api/retryAfter.ts'
import { proxiesFor } from '../../../src/api/transport/networkSettings.ts'
import { DIRECT } from './support/apiTestContext.ts'

describe('an API key', () => {
  const rows: [string, string][] = [
    ['', 'empty'],
    [' \r\n\t', 'empty'],
    ['abc\ndef', 'newline'],
    ['abc\r\nX-Evil: 1', 'newline'],
    ['abc\u2028def', 'newline'],
    ['Bearer abc', 'space'],
    ['abc\u00a0def', 'space'],
    ['abc\u0000def', 'characters'],
    ['abc\u007f', 'characters'],
    ['schlüssel', 'characters'],
    ['x'.repeat(513), 'tooLong'],
    ['  abc-DEF_1.2~"\\  \n', 'abc-DEF_1.2~"\\'],
  ]
  for (const [text, expected] of rows) {
    it(`${JSON.stringify(text.slice(0, 24))}: ${expected}`, () => {
      const check = checkApiKey(text)
      assert.equal(check.ok ? check.key : check.problem, expected)
    })
  }
})

describe('an address of the API', () => {
  const rows: [string, string][] = [
    ['', 'notAnAddress'],
    ['api.aimlapi.com', 'notAnAddress'],
    ['ftp://api.aimlapi.com', 'notAnAddress'],
    ['javascript:alert(1)', 'notAnAddress'],
    ['http://api.aimlapi.com', 'notHttps'],
    ['http://127.0.0.1.evil.example', 'notHttps'],
    ['http://localhost.evil.example', 'notHttps'],
    ['http://[::2]:80', 'notHttps'],
    ['https://name:word@api.aimlapi.com', 'credentials'],
    ['https://api.aimlapi.com@evil.example', 'credentials'],
    ['https://api.aimlapi.com/?a=b', 'query'],
    ['https://api.aimlapi.com/#x', 'query'],
    ['https://api.aimlapi.com/v2/', 'version'],
    [' https://API.aimlapi.com/// ', 'https://api.aimlapi.com of https://api.aimlapi.com'],
    ['https://gateway.example:8443/ai/', 'https://gateway.example:8443/ai of https://gateway.example:8443'],
    ['http://127.8.0.1:8787', 'http://127.8.0.1:8787 of http://127.8.0.1:8787'],
    ['http://localhost', 'http://localhost of http://localhost'],
    ['http://[::1]:1/', 'http://[::1]:1 of http://[::1]:1'],
  ]
  for (const [text, expected] of rows) {
    it(`${text || 'nothing'}: ${expected}`, () => {
      const check = parseApiAddress(text)
      assert.equal(check.ok ? `${check.address.baseUrl} of ${check.address.origin}` : check.problem, expected)
    })
  }
})

describe('Retry-After', () => {
  const now = Date.parse('2026-08-21T12:00:00Z')
  const rows: [string | null, number | undefined][] = [
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['NaN', undefined],
    ['0', 0],
    ['-5', 0],
    ['1.5', 1500],
    ['600', 600_000],
    ['9'.repeat(400), 600_000],
    ['Fri, 21 Aug 2026 12:00:05 GMT', 5000],
    ['Fri, 21 Aug 2015 12:00:05 GMT', 0],
    ['Fri, 21 Aug 2115 12:00:05 GMT', 600_000],
  ]
  for (const [value, expected] of rows) {
    it(`${value?.slice(0, 30)}: ${expected}`, () => assert.equal(parseRetryAfter(value, now), expected))
  }
})

describe('the proxies in force', () => {
  const never = 'localhost,127.0.0.1,[::1]'
  const rows: [string, Parameters<typeof proxiesFor>, [string, string, string]][] = [
    ['none', [DIRECT, {}], ['', '', never]],
    [
      'the environment',
      [DIRECT, { HTTPS_PROXY: 'p:3128', no_proxy: 'a.b, c' }],
      ['', 'http://p:3128', `a.b,c,${never}`],
    ],
    ['HTTP_PROXY alone', [DIRECT, { http_proxy: 'http://p' }], ['http://p', 'http://p', never]],
    [
      'the setting first',
      [{ ...DIRECT, proxy: 'https://s:1' }, { https_proxy: 'p' }],
      ['https://s:1', 'https://s:1', never],
    ],
    [
      'exceptions of the setting',
      [{ ...DIRECT, proxy: 's', noProxy: ['x'] }, { NO_PROXY: 'y' }],
      ['http://s', 'http://s', `x,${never}`],
    ],
    ['everything excepted', [{ ...DIRECT, proxy: 's' }, { NO_PROXY: 'y,*' }], ['http://s', 'http://s', '*']],
    ['turned off', [{ ...DIRECT, proxy: 's', useProxy: false }, { HTTPS_PROXY: 'p' }], ['', '', '*']],
  ]
  for (const [name, given, [httpProxy, httpsProxy, noProxy]] of rows) {
    it(name, () => assert.deepEqual(proxiesFor(...given), { httpProxy, httpsProxy, noProxy }))
  }
})
