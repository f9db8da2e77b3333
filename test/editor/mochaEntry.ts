import { appendFileSync } from 'node:fs'
import { format } from 'node:util'
import Mocha from 'mocha'

/**
 * Runs inside the extension host. WAN_VACE_TESTS names the bundles to run (JSON), WAN_VACE_REPORT the file that
 * mocha's words go to: an extension host has no standard output that anybody reads.
 */
export async function run(): Promise<void> {
  const bundles: string[] = JSON.parse(variable('WAN_VACE_TESTS'))
  const report = variable('WAN_VACE_REPORT')
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => appendFileSync(report, `${format(...words)}\n`)

  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000 })
  Mocha.reporters.Base.useColors = process.env['FORCE_COLOR'] === '1'
  for (const bundle of bundles) mocha.addFile(bundle)
  await mocha.loadFilesAsync()
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve))
  if (failures > 0) throw new Error(`${failures} tests failed`)
}

function variable(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set`)
  return value
}
