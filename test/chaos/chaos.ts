import { type ChildProcess, fork } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Job, needsDecision } from '../../src/core/job/job.ts'
import type { StoreRepair } from '../../src/jobs/store/corruptFile.ts'
import { LEASE_MS } from '../../src/jobs/store/jobLeases.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import type { Fault } from '../../src/sandbox/faults/fault.ts'
import { startSandbox } from '../../src/sandbox/startSandbox.ts'
import { KEY } from '../faults/faultFixture.ts'
import { scaledClock } from '../faults/scaledClock.ts'
import { damageDatabase, suspend, truncatePartFile } from './attacks.ts'
import { type ChaosReport, checkStore, repairLine } from './checkStore.ts'
import type { WindowOptions } from './windowProcess.ts'

export interface ChaosOptions {
  readonly seed: number
  /** Number of processes to kill with SIGKILL. */
  readonly kills: number
  /** Processes that use the store at the same time. */
  readonly processes: number
  /** Whether pages of the database are overwritten. Jobs may then be lost, as many as the repair reports. */
  readonly damagesDatabase?: boolean
}

/** How many times faster than real time leases, waits and searches pass. */
const SPEED = 40
const FINISH_TIMEOUT_MS = 180_000
/** How long a lease lasts, in real milliseconds. */
const LEASE_REAL_MS = LEASE_MS / SPEED

/** Faults of POSTs. The service accepts the request in the first three. */
const FAULTS: readonly Fault[] = [
  { kind: 'cutAfterAccept' },
  { kind: 'status', status: 502, sell: true },
  { kind: 'truncatedJson', sell: true },
  { kind: 'cutBeforeHeaders' },
  { kind: 'status', status: 503 },
  { kind: 'html' },
]

/**
 * Kills and suspends processes that work on one store at random times and damages their files, lets one more process finish,
 * and checks the store.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const random = createRandom(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'wan-vace-chaos-'))
  const baseMs = Date.now()
  const { now } = scaledClock(SPEED, baseMs)
  const sandbox = await startSandbox({ seconds: 12, logLag: 8, key: KEY, balance: 1e6, now })
  const common = { folder, apiUrl: sandbox.url, speed: SPEED, baseMs, eventFile: join(folder, 'events.txt') }
  try {
    let kills = options.kills
    const killInTurn = async () => {
      while (kills-- > 0) {
        if (random() < 0.3) sandbox.addFaults({ match: { method: 'POST' }, fault: pick(FAULTS, random()) })
        if (random() < 0.2) sandbox.addFaults({ match: { path: '/files/*' }, fault: { kind: 'cutInBody' } })
        if (random() < 0.2) truncatePartFile(folder, random())
        if (options.damagesDatabase && random() < 0.1) damageDatabase(folder, random())
        const from = random() < 0.15 ? 'start' : 'work'
        const suspendMs = random() < 0.25 ? random() * 4 * LEASE_REAL_MS : 0
        const batchSize = random() < 0.4 ? 4 : 0
        await startAndKill({ ...common, requests: 3, batchSize }, { from, suspendMs, killMs: random() * 900 })
      }
    }
    await Promise.all(Array.from({ length: options.processes }, killInTurn))
    sandbox.clearFaults()
    await finishJobs({ ...common, requests: 0, batchSize: 0, continuesBatches: true })
    return await checkStore({
      folder,
      eventFile: common.eventFile,
      sandbox,
      isDamaged: options.damagesDatabase === true,
    })
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function startProcess(options: WindowOptions): ChildProcess {
  return fork(join(import.meta.dirname, 'windowProcess.ts'), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

interface Kill {
  readonly from: 'start' | 'work'
  readonly suspendMs: number
  readonly killMs: number
}

/** Starts a process and kills it `killMs` after its start, or after it began to work. Suspends it halfway. */
async function startAndKill(options: WindowOptions, { from, suspendMs, killMs }: Kill): Promise<void> {
  const child = startProcess(options)
  const exited = new Promise((resolve) => child.once('exit', resolve))
  if (from === 'work') await Promise.race([exited, new Promise((resolve) => child.once('message', resolve))])
  await Promise.race([exited, delay(killMs / 2)])
  if (suspendMs > 0) await suspend(child, suspendMs)
  await Promise.race([exited, delay(killMs / 2)])
  child.kill('SIGKILL')
  await exited
}

/** Runs one process until every batch is sent and no job is scheduled any more. */
async function finishJobs(options: WindowOptions): Promise<void> {
  const child = startProcess(options)
  const onRepair = (repair: StoreRepair) => appendFileSync(options.eventFile, repairLine(repair))
  const store = new JobStore(options.folder, { info() {}, warn() {}, error() {} }, Date.now(), onRepair)
  try {
    const until = Date.now() + FINISH_TIMEOUT_MS
    const isUnfinished = (job: Job) => job.nextAt !== undefined && !needsDecision(job)
    const isAnyLeft = () => store.plannedBatches().length > 0 || store.list().some(isUnfinished)
    do await delay(200)
    while ((store.checkForExternalChanges() || isAnyLeft()) && Date.now() < until)
  } finally {
    store.close()
    child.kill('SIGKILL')
  }
}

function pick<T>(values: readonly T[], random: number): T {
  const value = values[Math.floor(random * values.length)]
  if (value === undefined) throw new RangeError('The list is empty.')
  return value
}

/** Mulberry32: returns the same numbers from 0 to 1 for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
