import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

const alive = new Set<ChildProcess>()

/**
 * Starts a program as the head of a process group of its own, which is ended with everything it started when this
 * process exits, however it exits short of SIGKILL.
 */
export function startProgram(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  watchExit()
  const child = spawn(program, args, { ...options, detached: process.platform !== 'win32' })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  child.once('error', () => alive.delete(child))
  return child
}

/** Ends a program and what it started: asks first, insists after `patienceMs`. Resolves when the program is gone. */
export async function stopProgram(child: ChildProcess, patienceMs = 5000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    // Its children may have stayed.
    signal(child, 'SIGKILL')
    return
  }
  const gone = once(child, 'exit')
  signal(child, 'SIGTERM')
  const timer = setTimeout(() => signal(child, 'SIGKILL'), patienceMs)
  await gone
  clearTimeout(timer)
  signal(child, 'SIGKILL')
}

/** Ends a program and what it started without a word of warning, as a crash would. */
export async function killProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  signal(child, 'SIGKILL')
  await gone
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    else process.kill(-child.pid, name)
  } catch {
    // Gone already.
  }
}

function watchExit(): void {
  if (process.listeners('exit').includes(endAll)) return
  process.on('exit', endAll)
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => {
      // Whoever else listens has an end in mind that is better than ours.
      if (process.listenerCount(name) === 0) process.exit(name === 'SIGINT' ? 130 : 143)
    })
  }
}

function endAll(): void {
  for (const child of alive) signal(child, 'SIGKILL')
}
