import assert from 'node:assert/strict'
import { purchaseReasons, totalOf } from '../../../../src/core/model/purchaseLimits.ts'

const estimate = (minUsd: number, maxUsd = minUsd) =>
  ({ kind: 'estimate', total: { minUsd, maxUsd }, terms: [] }) as const
const unknown = { kind: 'unavailable' } as const

function reasons(
  costs: Parameters<typeof totalOf>[0],
  {
    above = 0,
    daily = 0,
    spent = 0,
    planned = 0,
  }: Partial<Record<'above' | 'daily' | 'spent' | 'planned', number>> = {},
) {
  const spending = { spentUsd: spent, plannedUsd: planned }
  return purchaseReasons(totalOf(costs), { confirmAboveUsd: above, dailyUsd: daily }, spending)
}

describe('purchaseReasons', () => {
  it('asks above a price, above the limit per day, and for a price that is not known if there is a limit', () => {
    assert.deepEqual(
      {
        noLimit: reasons([estimate(1000), unknown], { spent: 1000 }),
        atThePrice: reasons([estimate(0.1), estimate(0.2)], { above: 0.3 }),
        abovePrice: reasons([estimate(0.1), estimate(0.21)], { above: 0.3 }),
        atTheLimit: reasons([estimate(0.2)], { daily: 0.5, spent: 0.3 }),
        aboveLimit: reasons([estimate(0.2)], { daily: 0.5, spent: 0.31 }),
        atTheLimitWithBatch: reasons([estimate(0.2)], { daily: 0.5, spent: 0.1, planned: 0.2 }),
        aboveLimitWithBatch: reasons([estimate(0.2)], { daily: 0.5, spent: 0.1, planned: 0.21 }),
        both: reasons([estimate(2)], { above: 1, daily: 1 }),
        upperBound: reasons([estimate(0.1, 0.5)], { above: 0.3 }),
        unknown: reasons([unknown], { above: 5 }),
        unknownPerDay: reasons([estimate(0.1), unknown], { daily: 5 }),
        alreadyAbove: reasons([estimate(0)], { daily: 1, spent: 2 }),
      },
      {
        noLimit: [],
        atThePrice: [],
        abovePrice: ['abovePrice'],
        atTheLimit: [],
        aboveLimit: ['aboveDailyLimit'],
        atTheLimitWithBatch: [],
        aboveLimitWithBatch: ['aboveDailyLimit'],
        both: ['abovePrice', 'aboveDailyLimit'],
        upperBound: ['abovePrice'],
        unknown: ['priceUnknown'],
        unknownPerDay: ['priceUnknown'],
        alreadyAbove: ['aboveDailyLimit'],
      },
    )
  })
})
