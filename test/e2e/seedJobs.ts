import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JobPatch } from '../../src/jobs/store/jobPatch.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import type { NewJob } from '../../src/jobs/store/newJob.ts'

const MINUTE = 60_000
const MODEL = 'alibaba/wan2.2-vace-fun-a14b-pose'
/** Far enough away that no window looks at the job during a test; a longer wait counts as a clock gone wrong. */
const LATER = 9 * MINUTE

/** A job as a test wants it: state, age in minutes, and what else is to be in its row. */
export interface Seed {
  readonly prompt: string
  readonly state: NewJob['state']
  readonly minutes: number
  readonly patch?: JobPatch
  readonly origin?: string
  /** Bytes of a saved video; written where the extension keeps them. */
  readonly video?: Uint8Array
  /** A job recovered from the account has no request. */
  readonly withoutRequest?: boolean
}

/** Where the extension keeps its jobs below an editor's data folder. */
export function storageFolder(dataDir: string): string {
  return join(dataDir, 'data', 'User', 'globalStorage', 'wan-vace.wan-vace-studio')
}

/** Writes jobs into the extension's store, as another window would. Later seeds are older where `minutes` says so. */
export async function seedJobs(dataDir: string, origin: string, seeds: readonly Seed[]): Promise<void> {
  const folder = storageFolder(dataDir)
  mkdirSync(folder, { recursive: true })
  const log = { info() {}, warn() {}, error() {} }
  const store = new JobStore(folder, log, Date.now())
  try {
    for (const seed of seeds) await seedJob(store, origin, seed)
  } finally {
    await store.close()
  }
}

async function seedJob(store: JobStore, origin: string, seed: Seed): Promise<void> {
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
          values: { video_url: 'https://clips.example/dance.mp4', prompt: seed.prompt, resolution: '720p', seed: 7 },
        },
    patch: {
      nextAt: running ? Date.now() + LATER : null,
      finishedAt: running ? null : createdAt + MINUTE,
      ...(seed.video ? { fileState: 'saved', fileName: name, fileSizeBytes: seed.video.length } : {}),
      ...seed.patch,
    },
  })
}
