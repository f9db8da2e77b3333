import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { checkApiKey } from '../../../src/api/apiKey.ts'

describe('checkApiKey', () => {
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
