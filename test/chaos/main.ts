// `npm run test:chaos -- [--kills 300] [--processes 3] [--seed N] [--damage]`: runs the kill test. With `--damage`, pages of
// the database are overwritten as well.
import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    processes: { type: 'string', default: '3' },
    damage: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const options = {
  seed: Number(values.seed),
  kills: Number(values.kills),
  processes: Number(values.processes),
  damagesDatabase: values.damage,
}
const startedAt = Date.now()
console.log(
  `seed ${options.seed}, ${options.kills} kills, ${options.processes} processes${values.damage ? ', damaged database' : ''}`,
)
const report = await runChaos(options)
console.log(JSON.stringify({ ...report, problems: report.problems.length }))
for (const problem of report.problems) console.log(`✗ ${problem}`)
console.log(`${((Date.now() - startedAt) / 1000).toFixed(0)} s`)
console.log(report.problems.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed')
process.exitCode = report.problems.length === 0 ? 0 : 1
