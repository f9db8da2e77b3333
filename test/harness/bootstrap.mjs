// Makes a fresh clone ready: what package-lock.json names is installed, and `node` in npm scripts is the one of the
// dev dependency `node`. Runs before every script, on whatever Node (18 or newer) the machine has, so: plain
// JavaScript, node's own modules only. Says nothing when there is nothing to do.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const nodePackage = join(root, 'node_modules', 'node')

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
  const program = join(nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return answer.stdout?.trim() === `v${version}`
}

function run(program, args, cwd) {
  const { status, error } = spawnSync(program, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
  })
  if (error || status !== 0) fail(`"${program} ${args.join(' ')}" failed${error ? `: ${error.message}` : '.'}`)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
