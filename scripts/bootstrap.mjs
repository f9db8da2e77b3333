// Makes a fresh clone ready, then runs what its arguments name: `bootstrap.mjs file.ts --more`. Ready means: what
// package-lock.json names is installed, and `node` is the one of the dev dependency. It begins every script that needs
// either, on whatever Node (18 or newer) the machine has, so: plain JavaScript, node's own modules only. Not a
// `pretest` script, because npm leaves those out where install scripts are switched off.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const nodePackage = join(root, 'node_modules', 'node')
const node = join(nodePackage, 'bin', windows ? 'node.exe' : 'node')

if (!isInstalled()) {
  console.log('Installing dependencies (npm ci); this takes a minute…')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root)
}
if (!nodeWorks()) {
  // npm may be set to run no install scripts. This one only fetches the platform's `node` package, from npm again.
  console.log('Installing Node for the scripts…')
  run(process.execPath, ['installArchSpecificPackage.js'], nodePackage)
  if (!nodeWorks()) fail('The npm package "node" did not install its program. Run "npm rebuild node" and look why.')
}
if (process.argv.length > 2) goOn(process.argv.slice(2))

/** Whether node_modules holds what the lock file asks for; packages for other platforms may be missing. */
function isInstalled() {
  const wanted = lockedPackages(join(root, 'package-lock.json'))
  const present = lockedPackages(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    const found = present[path]
    return found ? found.version === version : optional === true
  })
}

function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

function nodeWorks() {
  const { version } = JSON.parse(readFileSync(join(nodePackage, 'package.json'), 'utf8'))
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`
}

function run(program, args, cwd) {
  const stdio = ['ignore', 'inherit', 'inherit']
  const { status, error } = spawnSync(program, args, { cwd, stdio, shell: windows && program === 'npm' })
  if (error || status !== 0) fail(`"${program} ${args.join(' ')}" failed${error ? `: ${error.message}` : '.'}`)
}

/** Hands over to a script: its exit code is ours, and it hears the signals that we hear. */
function goOn(args) {
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...process.env, PATH: bin + delimiter + (process.env.PATH ?? '') }
  const child = spawn(node, args, { stdio: 'inherit', env })
  // Ctrl+C in a terminal reaches the script by itself; hearing it twice, it would not tidy up.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
