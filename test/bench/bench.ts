// `npm run bench`: prints how costs grow, as ratios within one run. Asserts nothing, because timings vary.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RateLimiter } from '../../src/jobs/scheduler/rateLimiter.ts'
import { JobLeases } from '../../src/jobs/store/jobLeases.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import { claimNotifications } from '../../src/jobs/store/notifications.ts'
import { jobsRemovedBefore } from '../../src/jobs/store/retention.ts'
import { download } from '../../src/jobs/video/download.ts'
import { buildNewJob } from '../fixtures/jobs/buildJob.ts'

const silentLog = { info() {}, warn() {}, error() {} }
const MB = 1_000_000

/** Returns the median duration of several runs in milliseconds. */
async function medianMs(runs: number, body: () => unknown): Promise<number> {
  const durations: number[] = []
  for (let run = 0; run < runs; run++) {
    const from = performance.now()
    await body()
    durations.push(performance.now() - from)
  }
  durations.sort((a, b) => a - b)
  return durations[Math.floor(runs / 2)] ?? Number.NaN
}

function inFolder<T>(body: (folder: string) => T): T {
  return body(mkdtempSync(join(tmpdir(), 'wan-vace-bench-')))
}

/** Measures a store of `jobs` finished jobs: a second without due jobs, a claim of one job, the list, and opening. */
function storeCosts(jobs: number): Promise<Record<'idle second' | 'claim' | 'list' | 'opening', number>> {
  return inFolder(async (folder) => {
    const store = new JobStore(folder, silentLog, Date.now())
    for (let i = 0; i < jobs; i++) await store.create(buildNewJob({ state: 'completed', patch: { nextAt: null } }))
    const due = await store.create(
      buildNewJob({ state: 'queued', apiOrigin: 'https://a.example', patch: { nextAt: 1 } }),
    )
    const clock = { now: Date.now, sleep: () => Promise.resolve() }
    const { database } = store
    const rateLimiter = new RateLimiter(database, clock)
    const leases = new JobLeases({ database, rateLimiter, clock, owner: 'bench' })
    const costs = {
      'idle second': await medianMs(50, async () => {
        store.checkForExternalChanges()
        await claimNotifications(database)
        jobsRemovedBefore(database, 0)
        leases.isAnythingDue('https://b.example')
      }),
      claim: await medianMs(50, async () => {
        await leases.claim('poll', 'https://a.example', 4)
        await leases.release(due.id)
      }),
      list: await medianMs(9, () => store.list()),
    }
    await store.close()
    const opening = await medianMs(9, () => new JobStore(folder, silentLog, Date.now()).close())
    rmSync(folder, { recursive: true })
    return { ...costs, opening }
  })
}

/** Measures the duration in milliseconds and the growth of memory in bytes while a file of `bytes` is downloaded. */
async function downloadCost(bytes: number): Promise<{ ms: number; memory: number }> {
  const chunk = randomBytes(MB)
  const server = createServer(async (_request, response) => {
    response.writeHead(200, { 'content-length': bytes, 'content-type': 'video/mp4', etag: '"1"' })
    for (let sent = 0; sent < bytes; sent += chunk.length) {
      if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve))
    }
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'wan-vace-bench-'))
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const from = performance.now()
  await download((url, init) => fetch(url, { ...init, redirect: 'manual' }), {
    url: `${origin}/v.mp4`,
    apiOrigin: origin,
    folder,
    name: 'v.mp4',
    validator: undefined,
    signal: new AbortController().signal,
    stallMs: 60_000,
    onStart: async () => undefined,
    confirmLease: async () => true,
    onProgress: () => {
      peak = Math.max(peak, process.memoryUsage().rss)
    },
  })
  const ms = performance.now() - from
  server.close()
  rmSync(folder, { recursive: true })
  return { ms, memory: peak - before }
}

const [few, many] = [await storeCosts(100), await storeCosts(5000)]
console.log('Store of 5,000 jobs compared with 100 (50 times as many):')
for (const [what, ms] of Object.entries(many)) {
  const base = few[what as keyof typeof few]
  console.log(
    `  ${what.padEnd(14)} ${(ms / base).toFixed(1).padStart(6)} times as long (${base.toFixed(2)} ms, ${ms.toFixed(2)} ms)`,
  )
}
await downloadCost(20 * MB)
const small = await downloadCost(20 * MB)
const large = await downloadCost(400 * MB)
console.log('Download of 400 MB compared with 20 MB (20 times as much):')
console.log(`  time           ${(large.ms / small.ms).toFixed(1).padStart(6)} times as long`)
console.log(
  `  memory         ${(large.memory / (400 * MB)).toFixed(2).padStart(6)} of the file's size (${(large.memory / MB).toFixed(0)} MB)`,
)
