import assert from 'node:assert/strict'
import { formatTime, formatTransfer } from '../../../src/webview/preview/format.ts'

describe('the format of the preview page', () => {
  it('shows how much of a download is done', () => {
    assert.deepEqual(
      [formatTransfer(1_200_000, 4_500_000, 'en'), formatTransfer(1_200_000, undefined, 'en')],
      ['1.2 MB / 4.5 MB', '1.2 MB'],
    )
  })

  it('shows a time in one short line', () => {
    const at = new Date(2026, 10, 22, 12, 1).getTime()
    const nextYear = new Date(2027, 0, 1).getTime()
    assert.deepEqual(
      [formatTime(at, 'en', at).replace('\u202f', ' '), formatTime(at, 'de', at), formatTime(at, 'en', nextYear)],
      ['Nov 22, 12:01 PM', '22. Nov., 12:01', 'Nov 22, 2026'],
    )
  })
})
