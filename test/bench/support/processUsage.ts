import { readdirSync, readFileSync } from 'node:fs'

/** What the threads of a process have used so far. Differences between two readings are what counts. */
export interface ProcessUsage {
  /** By thread ID, so that a thread that exits between two readings does not make a difference negative. */
  readonly threads: ReadonlyMap<string, { readonly cpuMs: number; readonly wakeups: number }>
}

/** Only Linux has `/proc`. */
export const CAN_READ_USAGE = process.platform === 'linux'

/** Reads the CPU time and the voluntary context switches of every thread. Those of pool threads count as 0. Throws if the process does not exist. */
export function readUsage(pid: number): ProcessUsage {
  const folder = `/proc/${pid}/task`
  return { threads: new Map(readdirSync(folder).map((id) => [id, readThread(`${folder}/${id}`)])) }
}

/** CPU milliseconds and wake-ups between two readings. */
export function usageBetween(before: ProcessUsage, after: ProcessUsage): { cpuMs: number; wakeups: number } {
  const sum = { cpuMs: 0, wakeups: 0 }
  for (const [id, { cpuMs, wakeups }] of after.threads) {
    const earlier = before.threads.get(id)
    sum.cpuMs += cpuMs - (earlier?.cpuMs ?? 0)
    sum.wakeups += wakeups - (earlier?.wakeups ?? 0)
  }
  return sum
}

/** Memory of a process that no file backs, in bytes. Loaded programs and mapped files do not count. */
export function readMemoryBytes(pid: number): number {
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024
}

function readThread(folder: string): { cpuMs: number; wakeups: number } {
  // Nanoseconds on a CPU, nanoseconds in the queue for one, time slices.
  const [cpuNs] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ')
  const status = readFileSync(`${folder}/status`, 'utf8')
  const wakeups = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1]
  return { cpuMs: Number(cpuNs) / 1e6, wakeups: isPoolThread(status) ? 0 : Number(wakeups) }
}

/** Threads that only work for other threads of the process. How often they sleep depends on the load of the computer. */
function isPoolThread(status: string): boolean {
  return /^Name:\s+(libuv-worker|V8Worker)$/m.test(status)
}
