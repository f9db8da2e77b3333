import assert from 'node:assert/strict'
import { formatBytes, formatDuration } from '../../../../src/core/text/format.ts'

const [S, M, H, D] = [1000, 60_000, 3_600_000, 86_400_000]

describe('formatBytes', () => {
  const cases: readonly [sizeBytes: number, locale: string, expected: string][] = [
    [0, 'en', '0 bytes'],
    [1, 'en', '1 byte'],
    [999.4, 'en', '999 bytes'],
    [999.6, 'en', '1 kB'],
    [1_049, 'en', '1 kB'],
    [1_250_000, 'en', '1.3 MB'],
    [34_000_000, 'en', '34 MB'],
    [999_900, 'en', '999.9 kB'],
    [999_960, 'en', '1 MB'],
    [5e15, 'en', '5 PB'],
    [Number.MAX_SAFE_INTEGER * 1000, 'en', '9,007.2 PB'],
    [1_200_000, 'de', '1,2 MB'],
    [999, 'fr', '999 octets'],
  ]
  for (const [sizeBytes, locale, expected] of cases) {
    it(`formats ${sizeBytes} in ${locale}`, () =>
      assert.equal(formatBytes(sizeBytes, locale).replace(/[\u00a0\u202f]/g, ' '), expected))
  }
})

describe('formatDuration', () => {
  const cases: readonly [ms: number, long: string, narrow: string][] = [
    [-5 * S, '0 sec', '0s'],
    [0, '0 sec', '0s'],
    [45.9 * S, '45 sec', '45s'],
    [M, '1 min, 0 sec', '1m'],
    [2 * M + 10 * S, '2 min, 10 sec', '2m'],
    [59.9 * M, '59 min, 54 sec', '59m'],
    [H, '1 hr, 0 min', '1h'],
    [3 * H + 5 * M, '3 hr, 5 min', '3h'],
    [2 * D + H, '2 days, 1 hr', '2d'],
    [400 * D, '400 days, 0 hr', '400d'],
  ]
  for (const [ms, long, narrow] of cases) {
    it(`formats ${ms} ms`, () =>
      assert.deepEqual([formatDuration(ms, 'en'), formatDuration(ms, 'en', 'narrow')], [long, narrow]))
  }

  it('follows the locale', () => assert.equal(formatDuration(2 * M + 10 * S, 'de'), '2 Min., 10 Sek.'))
})
