import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { parseRetryAfter } from '../../../src/api/retryAfter.ts'

describe('parseRetryAfter', () => {
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
