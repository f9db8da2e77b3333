import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type Job, needsDecision } from '../../src/core/job/job.ts'
import type { StoreRepair } from '../../src/jobs/store/corruptFile.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import type { Sandbox } from '../../src/sandbox/startSandbox.ts'

/** The result of a run. `problems` is empty if everything holds. */
export interface ChaosReport {
  readonly generations: number
  readonly jobs: number
  readonly byState: Readonly<Record<string, number>>
  readonly notifications: number
  /** How often the database was repaired, and how many jobs the repairs reported as lost. */
  readonly repairs: number
  readonly lost: number
  readonly problems: readonly string[]
}

export interface CheckOptions {
  readonly folder: string
  readonly eventFile: string
  readonly sandbox: Sandbox
  /** Whether the database was damaged. Errors are then expected, and jobs may be lost if a repair reported them. */
  readonly isDamaged: boolean
}

/** A repair as a line of the event file. */
export function repairLine({ recovered, lost, lostRequests }: StoreRepair): string {
  return `repair ${recovered} ${lost ?? 'unknown'} ${lostRequests ?? 'unknown'}\n`
}

/** Returns the sum of a number of all repair lines: 2 for lost jobs, 3 for lost requests of batches. */
function sumOfRepairs(events: readonly string[], index: 2 | 3): number {
  const reported = events.filter((line) => line.startsWith('repair ')).map((line) => line.split(' ')[index])
  return reported.includes('unknown') ? Number.POSITIVE_INFINITY : reported.reduce((sum, n) => sum + Number(n), 0)
}

/** Compares the store with the ledger of the sandbox, the files with the served videos, and checks the events. */
export async function checkStore({ folder, eventFile, sandbox, isDamaged }: CheckOptions): Promise<ChaosReport> {
  const store = new JobStore(folder, { info() {}, warn() {}, error() {} }, Date.now())
  try {
    const jobs = store.list()
    const events = existsSync(eventFile) ? readFileSync(eventFile, 'utf8').trim().split('\n') : []
    const notifications = events.filter((line) => line.startsWith('notification '))
    const lost = sumOfRepairs(events, 2)
    const missing = missingJobs(jobs, sandbox)
    return {
      generations: sandbox.ledger().length,
      jobs: jobs.length,
      byState: count(jobs.map((job) => job.state)),
      notifications: notifications.length,
      repairs: events.filter((line) => line.startsWith('repair ')).length,
      lost,
      problems: [
        ...requestProblems(jobs, sandbox),
        ...(missing.length > lost ? [`lost: ${missing.join(', ')}; the repairs reported ${lost}`] : []),
        ...jobs.flatMap((job) => jobProblems(job, sandbox)),
        ...batchProblems(jobs, store, lost + sumOfRepairs(events, 3)),
        ...(await fileProblems(jobs, store, lost)),
        ...duplicates(notifications).map((line) => `shown twice: ${line}`),
        ...events.filter((line) => line.startsWith('error ') && !isDamaged),
      ],
    }
  } finally {
    store.close()
  }
}

function requestProblems(jobs: readonly Job[], sandbox: Sandbox): string[] {
  const ledger = sandbox.ledger()
  const posts = sandbox.calls().filter((call) => call.method === 'POST')
  return [
    ...duplicates(posts.map((call) => call.clientRequestId ?? '')).map((id) => `sent twice: ${id}`),
    ...duplicates(ledger.map((entry) => entry.client_request_id ?? '')).map((id) => `generated twice: ${id}`),
    ...ledger.flatMap(({ id, client_request_id }) => {
      const known = jobs.filter((job) => job.generationId === id).length
      return known <= 1 ? [] : [`${client_request_id}: generated, and known to ${known} jobs`]
    }),
  ]
}

/** Every request of a batch that was not lost became one job. Each job has one POST, see `requestProblems`. */
function batchProblems(jobs: readonly Job[], store: JobStore, lost: number): string[] {
  const places = jobs.flatMap(({ batch }) => (batch === undefined ? [] : [`${batch.id} ${batch.position}`]))
  const problems = duplicates(places).map((place) => `sent twice: request ${place}`)
  for (const id of new Set(jobs.flatMap(({ batch }) => batch?.id ?? []))) {
    const total = store.batch(id)?.total ?? 0
    const sent = places.filter((place) => place.startsWith(id)).length
    if (sent < total - lost) problems.push(`batch ${id}: ${sent} of ${total} requests were sent`)
  }
  return problems
}

/** Returns the generations that no job knows. */
function missingJobs(jobs: readonly Job[], sandbox: Sandbox): string[] {
  const known = new Set(jobs.map((job) => job.generationId))
  return sandbox.ledger().flatMap(({ id, client_request_id }) => (known.has(id) ? [] : [String(client_request_id)]))
}

function jobProblems(job: Job, sandbox: Sandbox): string[] {
  const problems: string[] = []
  if (job.nextAt !== undefined && !needsDecision(job))
    problems.push(`${job.id}: still ${job.state}, file ${job.file.state}`)
  if (job.state === 'completed' && job.file.state !== 'saved') {
    problems.push(`${job.id}: completed, file ${job.file.state}`)
  }
  const isGenerated = sandbox.ledger().some((entry) => entry.client_request_id === job.clientRequestId)
  if (job.state !== 'completed' && isGenerated) {
    problems.push(`${job.id}: generated, and ${job.state} (${job.error?.code})`)
  }
  return problems
}

async function fileProblems(jobs: readonly Job[], store: JobStore, lost: number): Promise<string[]> {
  const problems: string[] = []
  const servedHashes = new Map<string, string>()
  for (const job of jobs) {
    const path = store.videoPath(job)
    if (path === undefined || job.resultUrl === undefined) continue
    const isComplete = hash(readFileSync(path)) === (await servedHash(job.resultUrl, servedHashes))
    if (!isComplete) problems.push(`${job.id}: its file is not complete`)
  }
  const names = new Set(jobs.map((job) => job.file.name))
  const files = existsSync(store.videosFolder) ? readdirSync(store.videosFolder) : []
  const unknown = files.filter((file) => !names.has(file))
  if (unknown.length > lost) problems.push(`files without a job, or incomplete files: ${unknown.join(', ')}`)
  return problems
}

async function servedHash(url: string, cache: Map<string, string>): Promise<string> {
  const response = await fetch(url, { method: 'HEAD' })
  const etag = response.headers.get('etag') ?? url
  const cached = cache.get(etag)
  if (cached !== undefined) return cached
  const served = hash(new Uint8Array(await (await fetch(url)).arrayBuffer()))
  cache.set(etag, served)
  return served
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function duplicates(values: readonly string[]): string[] {
  return Object.entries(count(values)).flatMap(([value, n]) => (n > 1 ? [value] : []))
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
