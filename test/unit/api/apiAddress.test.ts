import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { parseApiAddress } from '../../../src/api/apiAddress.ts'

describe('parseApiAddress', () => {
  const rows: [string, string][] = [
    ['', 'notUrl'],
    ['api.aimlapi.com', 'notUrl'],
    ['ftp://api.aimlapi.com', 'notUrl'],
    ['javascript:alert(1)', 'notUrl'],
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
    it(`${text || 'empty text'}: ${expected}`, () => {
      const check = parseApiAddress(text)
      assert.equal(check.ok ? `${check.address.baseUrl} of ${check.address.origin}` : check.problem, expected)
    })
  }
})
