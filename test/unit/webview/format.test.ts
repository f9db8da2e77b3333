import assert from 'node:assert/strict'
import { formatAge, formatBytes, formatTime, formatTransfer } from '../../../src/webview/preview/format.ts'

describe('what the preview page counts', () => {
  it('reads as people write it', () => {
    const [s, m, h, d] = [1000, 60_000, 3_600_000, 86_400_000]
    assert.deepEqual(
      {
        ages: [-5 * s, 0, 45 * s, m, 2 * m + 10 * s, h, 3 * h + 5 * m, 2 * d + h].map((ms) => formatAge(ms, 'en')),
        german: formatAge(2 * m + 10 * s, 'de'),
        bytes: [0, 0.4, 999, 1000, 4_530_000, 5e15].map((bytes) => formatBytes(bytes, 'en')),
        transfers: [formatTransfer(1_200_000, 4_500_000, 'en'), formatTransfer(1_200_000, undefined, 'en')],
      },
      {
        ages: [
          '0 sec',
          '0 sec',
          '45 sec',
          '1 min, 0 sec',
          '2 min, 10 sec',
          '1 hr, 0 min',
          '3 hr, 5 min',
          '2 days, 1 hr',
        ],
        german: '2 Min., 10 Sek.',
        bytes: ['0 kB', '0 kB', '1 kB', '1 kB', '4.5 MB', '5,000,000 GB'],
        transfers: ['1.2 MB / 4.5 MB', '1.2 MB'],
      },
    )
  })

  it('writes a moment in one short line', () => {
    const at = new Date(2026, 10, 22, 12, 1).getTime()
    const nextYear = new Date(2027, 0, 1).getTime()
    assert.deepEqual(
      [formatTime(at, 'en', at).replace('\u202f', ' '), formatTime(at, 'de', at), formatTime(at, 'en', nextYear)],
      ['Nov 22, 12:01 PM', '22. Nov., 12:01', 'Nov 22, 2026'],
    )
  })
})
