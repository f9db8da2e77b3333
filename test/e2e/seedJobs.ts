import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Annotations, NO_ANNOTATIONS } from '../../src/core/job/annotations.ts'
import { systemClock } from '../../src/editor/systemClock.ts'
import { BURST, RateLimiter } from '../../src/jobs/scheduler/rateLimiter.ts'
import type { JobPatch } from '../../src/jobs/store/jobPatch.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import type { NewJob } from '../../src/jobs/store/newJob.ts'
import { deleteReservations, insertReservation } from '../../src/jobs/store/reservations.ts'

const MINUTE = 60_000
const MODEL = 'alibaba/wan2.2-vace-fun-a14b-pose'
/** No window polls the job during a test. The store treats a poll time further in the future as a wrong clock. */
const NEXT_POLL_MS = 9 * MINUTE
/** The extension learns from the newest finished jobs, at most from this number. */
const LEARNED_JOBS = 30

export interface Seed {
  readonly prompt: string
  readonly state: NewJob['state']
  /** Age of the job. */
  readonly minutes: number
  readonly patch?: JobPatch
  readonly origin?: string
  /** Content of the saved video file. */
  readonly video?: Uint8Array
  /** Values of the request that differ from the default ones. */
  readonly values?: Readonly<Record<string, unknown>>
  readonly annotations?: Partial<Annotations>
  /** Like a job that was recovered from the account. */
  readonly withoutRequest?: boolean
}

/** Returns the extension's global storage in the data folder of an editor. */
export function storageFolder(dataDir: string): string {
  return join(dataDir, 'data', 'User', 'globalStorage', 'wan-vace.wan-vace-studio')
}

/** Adds jobs to the extension's store, like another window. Returns their IDs. */
export async function seedJobs(dataDir: string, origin: string, seeds: readonly Seed[]): Promise<string[]> {
  const ids: string[] = []
  await withStore(dataDir, async (store) => {
    for (const seed of seeds) ids.push(await seedJob(store, origin, seed))
  })
  return ids
}

/** Makes the next request wait for the rate limit, as if another window had just sent this many more than allowed. */
export async function exceedRateLimit(dataDir: string, origin: string, calls = 4): Promise<void> {
  await withStore(dataDir, async ({ database }) => {
    const limiter = new RateLimiter(database, systemClock)
    await database.write(() => limiter.record(origin, BURST + calls))
  })
}

/** Ends what `exceedRateLimit` began. */
export async function resetRateLimit(dataDir: string): Promise<void> {
  await withStore(dataDir, async ({ database }) => {
    await database.write(() => database.run('UPDATE pace SET next_free_at = 0'))
  })
}

/** Does `work` while another window reserves `usd` for a request that it has not sent yet. */
export async function whileReserved(dataDir: string, usd: number, work: () => Promise<void>): Promise<void> {
  await withStore(dataDir, async ({ database }) => {
    const owner = crypto.randomUUID()
    await database.write(() => insertReservation(database, { id: owner, owner, usd }, Date.now()))
    await work()
    await database.write(() => deleteReservations(database, owner))
  })
}

/**
 * Makes the extension expect that a generation takes `durationMs`, so that it polls soon after that, instead of after ten
 * seconds. The finished jobs that it learns from are removed, and are not deleted during the test. They stay the newest
 * ones: the durations of a busy test machine vary so much that the extension would poll rarely.
 */
export async function seedDurations(dataDir: string, origin: string, durationMs: number): Promise<void> {
  await withStore(dataDir, async (store) => {
    for (let index = 0; index < LEARNED_JOBS; index++) {
      const patch = { durationMs, finishedAt: Date.now() + 60 * MINUTE }
      const id = await seedJob(store, origin, { prompt: 'Removed', state: 'completed', minutes: 60, patch })
      await store.setRemoved(id, Date.now() + 60 * MINUTE)
    }
  })
}

async function withStore(dataDir: string, body: (store: JobStore) => Promise<void>): Promise<void> {
  const folder = storageFolder(dataDir)
  mkdirSync(folder, { recursive: true })
  const log = { info() {}, warn() {}, error() {} }
  const store = new JobStore(folder, log, Date.now())
  try {
    await body(store)
  } finally {
    await store.close()
  }
}

/** Returns the ID of the job. */
async function seedJob(store: JobStore, origin: string, seed: Seed): Promise<string> {
  const id = crypto.randomUUID()
  const createdAt = Date.now() - seed.minutes * MINUTE
  const name = `${id}.mp4`
  if (seed.video) writeFileSync(join(store.ensureVideosFolder(), name), seed.video)
  const running = ['submitting', 'queued', 'generating', 'unconfirmed'].includes(seed.state)
  await store.create({
    id,
    clientRequestId: `test-${id}`,
    apiOrigin: seed.origin ?? origin,
    model: MODEL,
    prompt: seed.prompt.slice(0, 300),
    state: seed.state,
    createdAt,
    request: seed.withoutRequest
      ? undefined
      : {
          model: MODEL,
          values: {
            video_url: 'https://clips.example/dance.mp4',
            prompt: seed.prompt,
            resolution: '240p',
            seed: 7,
            ...seed.values,
          },
        },
    annotations: { ...NO_ANNOTATIONS, ...seed.annotations },
    patch: {
      nextAt: running ? Date.now() + NEXT_POLL_MS : null,
      finishedAt: running ? null : createdAt + MINUTE,
      ...(seed.video ? { fileState: 'saved', fileName: name, fileSizeBytes: seed.video.length } : {}),
      ...seed.patch,
    },
  })
  return id
}
