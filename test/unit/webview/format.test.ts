import assert from 'node:assert/strict'
import { formatProgress, formatTime } from '../../../src/webview/shared/format.ts'

describe('formatting in the webviews', () => {
  it('shows how much of a download is done', () => {
    assert.deepEqual(
      [formatProgress(1_200_000, 4_500_000, 'en'), formatProgress(1_200_000, undefined, 'en')],
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
