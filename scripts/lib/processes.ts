import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

const running = new Set<ChildProcess>()

/**
 * Starts a program in its own process group. The whole group is killed when this process exits, unless SIGKILL ended
 * this process.
 */
export function startProgram(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  killGroupsOnExit()
  const child = spawn(program, args, { ...options, detached: process.platform !== 'win32' })
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.once('error', () => running.delete(child))
  return child
}

/** Stops a program and its children: SIGTERM, then SIGKILL after `graceMs`. Resolves when the program has exited. */
export async function stopProgram(child: ChildProcess, graceMs = 5000): Promise<void> {
  if (hasExited(child)) {
    // Its children may still run.
    signalGroup(child, 'SIGKILL')
    return
  }
  const exited = once(child, 'exit')
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
  await exited
  clearTimeout(timer)
  signalGroup(child, 'SIGKILL')
}

/** Kills a program and its children, like a crash. */
export async function killProgram(child: ChildProcess): Promise<void> {
  if (hasExited(child)) return
  const exited = once(child, 'exit')
  signalGroup(child, 'SIGKILL')
  await exited
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    else process.kill(-child.pid, signal)
  } catch {
    // The group has already exited.
  }
}

function killGroupsOnExit(): void {
  if (process.listeners('exit').includes(killGroups)) return
  // First: other listeners delete the folders that the programs use.
  process.prependListener('exit', killGroups)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      // Another listener exits after its own cleanup.
      if (process.listenerCount(signal) === 0) process.exit(signal === 'SIGINT' ? 130 : 143)
    })
  }
}

function killGroups(): void {
  for (const child of running) signalGroup(child, 'SIGKILL')
}
