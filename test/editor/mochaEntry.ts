import { appendFileSync } from 'node:fs'
import { format } from 'node:util'
import Mocha from 'mocha'

/**
 * Runs tests inside the extension host. WAN_VACE_TESTS contains the bundled test files as JSON. The report is appended to
 * the file in WAN_VACE_REPORT, because nothing reads the output of an extension host.
 */
export async function run(): Promise<void> {
  const bundles: string[] = JSON.parse(readVariable('WAN_VACE_TESTS'))
  const report = readVariable('WAN_VACE_REPORT')
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => appendFileSync(report, `${format(...args)}\n`)

  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000 })
  Mocha.reporters.Base.useColors = process.env['FORCE_COLOR'] === '1'
  for (const bundle of bundles) mocha.addFile(bundle)
  await mocha.loadFilesAsync()
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve))
  if (failures > 0) throw new Error(`${failures} tests failed.`)
}

function readVariable(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set.`)
  return value
}
