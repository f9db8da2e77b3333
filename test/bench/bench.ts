// `npm run bench`: how cost grows, as ratios inside one run. Machines are noisy: nothing here is asserted.
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

const quiet = { info() {}, warn() {}, error() {} }
const MB = 1_000_000

/** Milliseconds of `body`, the middle one of several runs. */
function time(runs: number, body: () => void): number {
  const taken = Array.from({ length: runs }, () => {
    const from = performance.now()
    body()
    return performance.now() - from
  }).sort((a, b) => a - b)
  return taken[Math.floor(runs / 2)] ?? Number.NaN
}

function inFolder<T>(body: (folder: string) => T): T {
  return body(mkdtempSync(join(tmpdir(), 'wan-vace-bench-')))
}

/** What a store of `jobs` finished jobs costs: a second in which nothing is due, a claim of one job, the whole list. */
function storeCosts(jobs: number): Record<'quiet second' | 'claim of one' | 'whole list' | 'opening', number> {
  return inFolder((folder) => {
    const store = new JobStore(folder, quiet, Date.now())
    for (let i = 0; i < jobs; i++) store.create(buildNewJob({ state: 'completed', patch: { nextAt: null } }))
    const due = store.create(buildNewJob({ state: 'queued', apiOrigin: 'https://a.example', patch: { nextAt: 1 } }))
    const clock = { now: Date.now, sleep: () => Promise.resolve() }
    const { database } = store
    const rateLimiter = new RateLimiter(database, clock)
    const leases = new JobLeases({ database, rateLimiter, clock, owner: 'bench' })
    const costs = {
      'quiet second': time(50, () => {
        store.checkForExternalChanges()
        claimNotifications(database)
        jobsRemovedBefore(database, 0)
        leases.isAnythingDue('https://b.example')
      }),
      'claim of one': time(50, () => {
        leases.claim('poll', 'https://a.example', 4)
        leases.release(due.id)
      }),
      'whole list': time(9, () => store.list()),
    }
    store.close()
    const opening = time(9, () => new JobStore(folder, quiet, Date.now()).close())
    rmSync(folder, { recursive: true })
    return { ...costs, opening }
  })
}

/** Milliseconds and the growth of memory in bytes while a file of `bytes` is fetched. */
async function downloadCost(bytes: number): Promise<{ ms: number; memory: number }> {
  const piece = randomBytes(MB)
  const server = createServer(async (_request, response) => {
    response.writeHead(200, { 'content-length': bytes, 'content-type': 'video/mp4', etag: '"1"' })
    for (let sent = 0; sent < bytes; sent += piece.length) {
      if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
    }
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'wan-vace-bench-'))
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const from = performance.now()
  await download((url, init) => fetch(url, { ...init, redirect: 'manual' }), {
    url: `${origin}/v.mp4`,
    apiOrigin: origin,
    folder,
    name: 'v.mp4',
    validator: undefined,
    signal: new AbortController().signal,
    stallMs: 60_000,
    onStart: () => undefined,
    onProgress: () => {
      most = Math.max(most, process.memoryUsage().rss)
    },
  })
  const ms = performance.now() - from
  server.close()
  rmSync(folder, { recursive: true })
  return { ms, memory: most - before }
}

const [few, many] = [storeCosts(100), storeCosts(5000)]
console.log('Store of 5,000 jobs against one of 100 (50 times as many):')
for (const [what, ms] of Object.entries(many)) {
  const base = few[what as keyof typeof few]
  console.log(
    `  ${what.padEnd(14)} ${(ms / base).toFixed(1).padStart(6)} times as long (${base.toFixed(2)} ms, ${ms.toFixed(2)} ms)`,
  )
}
await downloadCost(20 * MB)
const small = await downloadCost(20 * MB)
const large = await downloadCost(400 * MB)
console.log('Download of 400 MB against one of 20 MB (20 times as much):')
console.log(`  time           ${(large.ms / small.ms).toFixed(1).padStart(6)} times as long`)
console.log(
  `  memory         ${(large.memory / (400 * MB)).toFixed(2).padStart(6)} of the file's size (${(large.memory / MB).toFixed(0)} MB)`,
)
