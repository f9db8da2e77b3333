// Prepares a fresh clone, then runs a script with the Node.js of the dev dependency: `bootstrap.mjs file.ts --option`.
// Installs the packages in package-lock.json if any are missing. Runs on Node.js 18 or later, so it is plain JavaScript
// without dependencies. It is not a `pretest` script, because npm skips those when `ignore-scripts` is set.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isWindows = process.platform === 'win32'
const nodePackage = join(root, 'node_modules', 'node')
const node = join(nodePackage, 'bin', isWindows ? 'node.exe' : 'node')

if (!isInstalled()) {
  console.log('Installing dependencies (npm ci). This takes about a minute…')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root)
}
if (!nodeWorks()) {
  // If npm doesn't run install scripts, run this one: it only installs the platform's `node` package from npm.
  console.log('Installing Node.js for the scripts…')
  run(process.execPath, ['installArchSpecificPackage.js'], nodePackage)
  if (!nodeWorks()) fail('The npm package "node" did not install Node.js. Run "npm rebuild node" to see the error.')
}
if (process.argv.length > 2) runScript(process.argv.slice(2))

/** Returns whether node_modules holds every package of the lock file. Optional packages may be missing. */
function isInstalled() {
  const locked = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(locked).every(([path, { version, optional }]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === version : optional === true
  })
}

function readPackages(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {}
}

function nodeWorks() {
  const { version } = JSON.parse(readFileSync(join(nodePackage, 'package.json'), 'utf8'))
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`
}

function run(program, args, cwd) {
  const stdio = ['ignore', 'inherit', 'inherit']
  const { status, error } = spawnSync(program, args, { cwd, stdio, shell: isWindows && program === 'npm' })
  if (error || status !== 0) fail(`"${program} ${args.join(' ')}" failed${error ? `: ${error.message}` : '.'}`)
}

/** Runs a script, forwards signals to it, and exits with its exit code. */
function runScript(args) {
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...process.env, PATH: bin + delimiter + (process.env.PATH ?? '') }
  const child = spawn(node, args, { stdio: 'inherit', env })
  // In a terminal, Ctrl+C already reaches the script. A second SIGINT would interrupt its cleanup.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
