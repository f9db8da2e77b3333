import assert from 'node:assert/strict'
import {
  backoffMs,
  jitter,
  MAX_WAIT_MS,
  pollDelayMs,
  SEARCH_DELAYS_MS,
  SEARCHES_BEFORE_DECISION,
} from '../../../../src/core/job/pollSchedule.ts'

describe('the poll schedule', () => {
  it('polls every 10 seconds, then every minute, and never stops', () => {
    const ages = [-86_400_000, 0, 59_999, 1_199_999, 1_200_000, 86_400_000, 1e15]
    assert.deepEqual(
      ages.map((age) => pollDelayMs(age)),
      [10_000, 10_000, 10_000, 10_000, 60_000, 60_000, 60_000],
    )
  })

  it('backs off up to five minutes, whatever the number of failures', () => {
    assert.deepEqual([0, 1, 2, 3, 7, 50, 5000].map(backoffMs), [5000, 5000, 10_000, 20_000, 300_000, 300_000, 300_000])
  })

  it('searches for two hours, more and more slowly, and asks the user after some minutes', () => {
    const totalMs = (delays: readonly number[]) => delays.reduce((sum, ms) => sum + ms, 0)
    const allMs = totalMs(SEARCH_DELAYS_MS)
    const decisionMs = totalMs(SEARCH_DELAYS_MS.slice(0, SEARCHES_BEFORE_DECISION))
    assert.ok(allMs >= 120 * 60_000 && allMs < 150 * 60_000, `${allMs}`)
    assert.ok(decisionMs > 2 * 60_000 && decisionMs < 5 * 60_000, `${decisionMs}`)
    assert.deepEqual(
      SEARCH_DELAYS_MS.toSorted((a, b) => a - b),
      SEARCH_DELAYS_MS,
    )
    assert.ok(SEARCH_DELAYS_MS.every((ms) => ms <= MAX_WAIT_MS))
  })

  it('spreads by a tenth, in whole milliseconds', () => {
    assert.deepEqual(
      [0, 0.5, 1].map((random) => jitter(4001, random)),
      [3601, 4001, 4401],
    )
  })
})
