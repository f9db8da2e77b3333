import { deepStrictEqual, ok } from 'node:assert/strict'
import { runChaos } from './chaos.ts'

describe('processes that are killed while they share a store', () => {
  for (const [processes, kills, damagesDatabase] of [
    [1, 8, false],
    [3, 24, false],
    [3, 24, true],
  ] as const) {
    const attack = damagesDatabase ? ', with a damaged database' : ''
    it(`lose nothing and send nothing twice: ${kills} kills, ${processes} at a time${attack}`, async () => {
      const seed = Date.now() % 1_000_000
      const report = await runChaos({ seed, kills, processes, damagesDatabase })
      deepStrictEqual(report.problems, [], `seed ${seed}`)
      ok(report.generations > 0, `seed ${seed}: no generation`)
    })
  }
})
