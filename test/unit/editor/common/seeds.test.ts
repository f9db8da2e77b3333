import assert from 'node:assert/strict'
import { randomSeed, variationsOf } from '../../../../src/editor/common/seeds.ts'
import { SMALL_REQUEST } from '../../../fixtures/jobs/smallRequest.ts'

describe('variations', () => {
  it('are the same request with different seeds, and leave the original unchanged', () => {
    const original = { ...SMALL_REQUEST, values: { ...SMALL_REQUEST.values, seed: 7 } }
    const variations = variationsOf(original, 9)
    const seeds = variations.map(({ values }) => values['seed'])
    assert.equal(new Set([...seeds, 7]).size, 10)
    for (const variation of variations) {
      const { seed, ...values } = variation.values
      assert.deepEqual({ ...variation, values: { ...values, seed: 7 } }, original)
      assert.ok(Number.isSafeInteger(seed))
    }
    assert.equal(original.values['seed'], 7)
  })

  it('have seeds that every version of the service accepts', () => {
    for (let index = 0; index < 1000; index++) {
      const seed = randomSeed()
      assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)
    }
  })
})
