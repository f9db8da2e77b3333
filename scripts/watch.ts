// `npm run watch`: rebuilds and type-checks on each change, until Ctrl+C.
import { join } from 'node:path'
import { NODE, ROOT } from './lib/paths.ts'
import { startProgram } from './lib/processes.ts'

const TSC = join('node_modules', 'typescript', 'bin', 'tsc')
const SCRIPTS = [
  ['esbuild.mjs', '--watch'],
  [TSC, '--project', '.', '--watch', '--preserveWatchOutput'],
  [TSC, '--project', join('src', 'webview'), '--watch', '--preserveWatchOutput'],
]

for (const script of SCRIPTS) {
  const child = startProgram(NODE, script, { cwd: ROOT, stdio: 'inherit' })
  child.once('exit', (code) => process.exit(code ?? 1))
}
