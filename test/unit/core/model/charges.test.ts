import assert from 'node:assert/strict'
import { chargedSince, chargesPerDay } from '../../../../src/core/model/charges.ts'

const DAY = 86_400_000
const startOfDay = (time: number) => Math.floor(time / DAY) * DAY

const row = (createdAt: number, amountUsd: number, parts: object = {}) => ({
  ...{ createdAt, amountUsd, isCharge: true, type: 'MODEL_USAGE' },
  ...{ model: 'm' as string | undefined, referenceId: undefined as string | undefined, ...parts },
})

describe('chargesPerDay', () => {
  it('groups by day and generation, subtracts refunds and omits payments', () => {
    const days = chargesPerDay(
      [
        row(3 * DAY, 5, { isCharge: false, type: 'PAYMENT' }),
        row(2 * DAY + 5, 0.5, { referenceId: 'a', isCharge: false, type: 'REFUND' }),
        row(2 * DAY + 1, 2, { referenceId: 'a' }),
        row(2 * DAY + 3, 1, { referenceId: 'b' }),
        row(2 * DAY + 2, 0.25),
        row(2 * DAY, 0.25),
        row(DAY, 4, { referenceId: 'a' }),
      ],
      startOfDay,
    )
    assert.deepEqual(
      days.map(({ startsAt, totalUsd, charges }) => [
        startsAt / DAY,
        totalUsd,
        charges.map(({ generationId, amountUsd, createdAt }) => [generationId, amountUsd, createdAt % DAY]),
      ]),
      [
        [
          2,
          3,
          [
            ['a', 1.5, 5],
            ['b', 1, 3],
            [undefined, 0.25, 2],
            [undefined, 0.25, 0],
          ],
        ],
        [1, 4, [['a', 4, 0]]],
      ],
    )
    assert.deepEqual([chargedSince(days, DAY), chargedSince(days, DAY + 1), chargedSince([], 0)], [7, 3, 0])
  })
})
