import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import type { Fault } from '../../src/sandbox/faults/fault.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox.ts'
import { KEY } from '../faults/faultFixture.ts'
import { scaledClock } from '../faults/scaledClock.ts'
import type { WorkerOptions } from './windowProcess.ts'

export interface ChaosOptions {
  readonly seed: number
  /** Processes killed with SIGKILL, all in all. */
  readonly kills: number
  /** Processes on the one store at a time. */
  readonly processes: number
}

/** What a run found; `problems` is empty when every promise held. */
export interface ChaosReport {
  readonly sold: number
  readonly jobs: number
  readonly byState: Readonly<Record<string, number>>
  readonly notices: number
  readonly problems: readonly string[]
}

/** Minutes of leases, waits and searches pass in seconds. */
const SPEED = 40
const SETTLE_MS = 180_000

/** What the service does wrong now and then; the first half sells all the same. */
const FAULTS: readonly Fault[] = [
  { kind: 'cutAfterAccept' },
  { kind: 'status', status: 502, sell: true },
  { kind: 'truncatedJson', sell: true },
  { kind: 'cutBeforeHeaders' },
  { kind: 'status', status: 503 },
  { kind: 'html' },
]

/** Kills processes at work on one store at random moments, lets a last one finish, and compares the two ledgers. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const random = randomFrom(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'wan-vace-chaos-'))
  const baseMs = Date.now()
  const { now } = scaledClock(SPEED, baseMs)
  const sandbox = await startSandbox({ seconds: 12, logLag: 8, key: KEY, balance: 1e6, now })
  const common = { folder, apiUrl: sandbox.url, speed: SPEED, baseMs, diary: join(folder, 'diary.txt') }
  try {
    let kills = options.kills
    const lane = async () => {
      while (kills-- > 0) {
        if (random() < 0.3) sandbox.addFaults({ match: { method: 'POST' }, fault: pick(FAULTS, random()) })
        if (random() < 0.2) sandbox.addFaults({ match: { path: '/files/*' }, fault: { kind: 'cutInBody' } })
        await liveAndDie({ ...common, purchases: 3 }, random() < 0.15 ? 'starting' : 'working', random() * 900)
      }
    }
    await Promise.all(Array.from({ length: options.processes }, lane))
    sandbox.clearFaults()
    await finish({ ...common, purchases: 0 })
    return await compare(folder, common.diary, sandbox)
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function start(options: WorkerOptions): ChildProcess {
  return fork(join(import.meta.dirname, 'windowProcess.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** A process that is killed `ms` after it was started, or after it began to work: writing, buying, downloading. */
async function liveAndDie(options: WorkerOptions, from: 'starting' | 'working', ms: number): Promise<void> {
  const child = start(options)
  const exited = new Promise((resolve) => child.once('exit', resolve))
  if (from === 'working') await Promise.race([exited, new Promise((resolve) => child.once('message', resolve))])
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, ms))])
  child.kill('SIGKILL')
  await exited
}

/** One process that is left alone until nothing moves any more. */
async function finish(options: WorkerOptions): Promise<void> {
  const child = start(options)
  const store = new JobStore(options.folder, { info() {}, warn() {}, error() {} }, Date.now())
  try {
    const until = Date.now() + SETTLE_MS
    while (store.list().some((job) => job.nextAt !== undefined) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  } finally {
    store.close()
    child.kill('SIGKILL')
  }
}

async function compare(folder: string, diary: string, sandbox: Sandbox): Promise<ChaosReport> {
  const store = new JobStore(folder, { info() {}, warn() {}, error() {} }, Date.now())
  const jobs = store.list()
  const ledger = sandbox.ledger()
  const problems: string[] = []
  const posts = sandbox.calls().filter((call) => call.method === 'POST')
  for (const id of twice(posts.map((call) => call.clientRequestId ?? ''))) problems.push(`sent twice: ${id}`)
  for (const id of twice(ledger.map((sale) => sale.client_request_id ?? ''))) problems.push(`bought twice: ${id}`)
  for (const sale of ledger) {
    const known = jobs.filter((job) => job.generationId === sale.id)
    if (known.length !== 1) problems.push(`${sale.client_request_id}: sold, and known to ${known.length} jobs`)
  }
  const served = new Map<string, string>()
  for (const job of jobs) {
    if (job.nextAt !== undefined) problems.push(`${job.id}: still ${job.state}, file ${job.file.state}`)
    if (job.state === 'completed' && job.file.state !== 'saved')
      problems.push(`${job.id}: completed, file ${job.file.state}`)
    if (job.state !== 'completed' && ledger.some((sale) => sale.client_request_id === job.clientRequestId)) {
      problems.push(`${job.id}: sold, and ${job.state} (${job.error?.code})`)
    }
    const path = store.videoPath(job)
    if (path === undefined || job.resultUrl === undefined) continue
    if (hash(readFileSync(path)) !== (await servedHash(job.resultUrl, served)))
      problems.push(`${job.id}: its file is not whole`)
  }
  const named = new Set(jobs.map((job) => job.file.name))
  const files = existsSync(store.videosFolder) ? readdirSync(store.videosFolder) : []
  for (const file of files) if (!named.has(file)) problems.push(`${file}: a file without a job, or half a file`)
  const lines = existsSync(diary) ? readFileSync(diary, 'utf8').trim().split('\n') : []
  const notices = lines.filter((line) => line.startsWith('notice '))
  for (const line of twice(notices)) problems.push(`told twice: ${line}`)
  for (const line of lines.filter((l) => l.startsWith('error '))) problems.push(line)
  store.close()
  return {
    sold: ledger.length,
    jobs: jobs.length,
    byState: count(jobs.map((job) => job.state)),
    notices: notices.length,
    problems,
  }
}

async function servedHash(url: string, known: Map<string, string>): Promise<string> {
  const response = await fetch(url, { method: 'HEAD' })
  const etag = response.headers.get('etag') ?? url
  const before = known.get(etag)
  if (before !== undefined) return before
  const made = hash(new Uint8Array(await (await fetch(url)).arrayBuffer()))
  known.set(etag, made)
  return made
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function twice(values: readonly string[]): string[] {
  return Object.entries(count(values)).flatMap(([value, n]) => (n > 1 ? [value] : []))
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

function pick<T>(values: readonly T[], random: number): T {
  const value = values[Math.floor(random * values.length)]
  if (value === undefined) throw new RangeError('nothing to pick from')
  return value
}

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
