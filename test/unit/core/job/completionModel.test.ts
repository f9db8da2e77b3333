import assert from 'node:assert/strict'
import { CompletionModel } from '../../../../src/core/job/completionModel.ts'
import { pollRatios } from '../../../bench/pollBench.ts'

const SECOND = 1000

function learn(...seconds: number[]): CompletionModel {
  const model = CompletionModel.learn(seconds.map((s) => s * SECOND))
  assert.ok(model)
  return model
}

/** The ages in seconds at which a generation is polled, up to `untilSeconds`. */
function pollAges(model: CompletionModel, untilSeconds: number): number[] {
  const ages: number[] = []
  for (let age = 0; age < untilSeconds * SECOND; ) {
    age += model.pollDelayMs(age)
    ages.push(age / SECOND)
  }
  return ages
}

describe('CompletionModel', () => {
  it('learns nothing from fewer than three durations, or from durations that are not positive numbers', () => {
    const inputs = [[], [1000, 2000], [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1000, 2000]]
    assert.deepStrictEqual(
      inputs.map((input) => CompletionModel.learn(input)),
      [undefined, undefined, undefined],
    )
  })

  it('polls rarely before a completion is likely, and every few seconds when it is', () => {
    const model = learn(100, 110, 120, 130, 140)
    const gaps = (from: number, to: number) => {
      const ages = pollAges(model, 600).filter((age) => age >= from && age <= to)
      return (to - from) / Math.max(1, ages.length)
    }
    assert.ok(gaps(0, 60) >= 20, 'before')
    assert.ok(gaps(105, 140) <= 5, 'around the median')
  })

  it('never waits less than 2 seconds or more than a minute, whatever it learned', () => {
    for (const durations of [
      [1, 1, 1],
      [60, 60, 60, 60],
      [5, 50, 500, 5000],
      [100_000, 100_001, 100_002],
    ]) {
      const model = learn(...durations)
      for (const age of [0, 1, 30, 60, 300, 3600, 1e6, 1e9]) {
        const delay = model.pollDelayMs(age * SECOND)
        assert.ok(delay >= 2 * SECOND && delay <= 61 * SECOND, `${durations}: ${delay} ms at ${age} s`)
      }
    }
  })

  it('estimates the remaining time: about the median at the start, shrinking, never negative', () => {
    const model = learn(100, 110, 120, 130, 140)
    const remaining = [0, 30, 60, 90, 119, 200, 1000].map((age) => Math.round(model.remainingMs(age * SECOND) / SECOND))
    assert.ok(Math.abs((remaining[0] ?? 0) - 119) <= 1, String(remaining))
    assert.ok(remaining.every((seconds) => seconds > 0))
    assert.deepStrictEqual(
      remaining.slice(0, 5),
      [...remaining.slice(0, 5)].sort((a, b) => b - a),
    )
  })

  it('sees completions sooner than a loop of 10 seconds, with no more polls', () => {
    const ratios = [0.15, 0.3, 0.6].map((variation) => pollRatios(variation, true))
    assert.ok(
      ratios.every(({ polls }) => polls <= 1),
      JSON.stringify(ratios),
    )
    const limits = [0.35, 0.55, 0.8]
    assert.ok(
      ratios.every(({ lag }, index) => lag <= (limits[index] ?? 0)),
      JSON.stringify(ratios),
    )
    const { lag, polls } = pollRatios(0.3, false)
    assert.ok(lag <= 1 && polls <= 1, JSON.stringify({ lag, polls }))
  })
})
