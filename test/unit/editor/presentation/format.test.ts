import assert from 'node:assert/strict'
import { ago, cost, elapsed, jobCost, videos } from '../../../../src/editor/presentation/format.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { l10n, renderContext } from '../../../fixtures/renderContext.ts'

describe('formatting', () => {
  it('formats elapsed times, ages, costs and counts', () => {
    const [s, m, h, d] = [1000, 60_000, 3_600_000, 86_400_000]
    assert.deepEqual(
      {
        elapsed: [-5 * d, 0, 9.9 * s, 10 * s, 59.9 * s, m, 59.9 * m, h, 23.9 * h, d, 400 * d].map((ms) =>
          elapsed(ms, 'en'),
        ),
        ago: [-d, 59 * s, m, 3 * h].map((ms) => ago(ms, renderContext())),
        cost: [0, 400_000, 3_000, 12_345_678].map((credits) => cost(credits, l10n)),
        videos: [0, 1, 2].map((count) => videos(count, l10n)),
      },
      {
        elapsed: ['', '', '', '10s', '50s', '1m', '59m', '1h', '23h', '1d', '400d'],
        ago: ['just now', 'just now', '1m ago', '3h ago'],
        cost: ['0 credits ($0.00)', '400,000 credits ($0.20)', '3,000 credits ($0.0015)', '12,345,678 credits ($6.17)'],
        videos: ['0 videos', '1 video', '2 videos'],
      },
    )
  })

  it('shows no price of a free generation', () => {
    const jobs = [{ isFree: true, creditsUsed: 400_000 }, { isFree: true }, { creditsUsed: 3_000 }, {}]
    assert.deepEqual(
      jobs.map((parts) => jobCost(buildJob(parts), l10n)),
      ['Free (sandbox)', 'Free (sandbox)', '3,000 credits ($0.0015)', undefined],
    )
  })
})
