import { deepStrictEqual, ok } from 'node:assert/strict'
import { runChaos } from './chaos.ts'

describe('processes killed at work on one store', () => {
  for (const [processes, kills] of [
    [1, 8],
    [3, 24],
  ] as const) {
    it(`${kills} kills, ${processes} at a time: nothing is lost, nothing is bought twice`, async () => {
      const seed = Date.now() % 1_000_000
      const report = await runChaos({ seed, kills, processes })
      deepStrictEqual(report.problems, [], `seed ${seed}`)
      ok(report.sold > 0, `seed ${seed}: nothing was sold`)
    })
  }
})
