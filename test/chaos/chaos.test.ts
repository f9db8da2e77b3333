import { deepStrictEqual, ok } from 'node:assert/strict'
import { runChaos } from './chaos.ts'

describe('processes that are killed while they share a store', () => {
  for (const [processes, kills] of [
    [1, 8],
    [3, 24],
  ] as const) {
    it(`lose nothing and send nothing twice: ${kills} kills, ${processes} at a time`, async () => {
      const seed = Date.now() % 1_000_000
      const report = await runChaos({ seed, kills, processes })
      deepStrictEqual(report.problems, [], `seed ${seed}`)
      ok(report.generations > 0, `seed ${seed}: no generation`)
    })
  }
})
