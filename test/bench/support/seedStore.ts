import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { JobStore } from '../../../src/jobs/store/jobStore.ts'
import { quietLog } from './quietLog.ts'

const MODEL = 'alibaba/wan2.2-vace-fun-a14b-pose'
const NOTIFIED = 2

export interface Seeds {
  /** Finished jobs: most with a video, some failed. */
  readonly jobs: number
  /** A completed job whose video is to be downloaded from this URL. */
  readonly download?: string | undefined
  /** The origin of the API of this job. A window downloads only for its own API. Default: the origin of the URL. */
  readonly downloadOrigin?: string
  /** The origin of the API that one queued job is to be polled at. */
  readonly dueAt?: string
}

/** Creates a store in `folder` and fills it in one transaction. Writes rows, because the store syncs every job. */
export async function seedStore(folder: string, { jobs, download, downloadOrigin, dueAt }: Seeds): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await new JobStore(folder, quietLog, Date.now()).close()
  const database = openDatabaseFile(folder)
  try {
    database.exec('PRAGMA synchronous = OFF; BEGIN')
    for (let n = 0; n < jobs; n++) insert(database, finishedJob(n))
    if (download !== undefined) {
      const origin = downloadOrigin ?? new URL(download).origin
      insert(database, { ...job('Download', 'completed', 0), ...{ api_origin: origin } }, download)
    }
    if (dueAt !== undefined) insert(database, { ...job('Due', 'queued', 0), ...{ api_origin: dueAt, next_at: 1 } })
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

/** Opens the SQLite file of the store in `folder`, as another program would. */
export function openDatabaseFile(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, 'jobs.db'))
  database.exec('PRAGMA busy_timeout = 10000')
  return database
}

type Columns = Record<string, SQLInputValue>

function finishedJob(n: number): Columns {
  const finished = job(`A dancer in a red coat on a rooftop at dusk, take ${n}`, 'completed', n + 1)
  if (n % 10 === 9) {
    return { ...finished, state: 'failed', error_code: 'generationNotFound', error_detail: '{"args":{"attempts":4}}' }
  }
  return { ...finished, file_state: 'saved', file_name: `${finished['id']}.mp4`, file_size: 1_000_000 + n }
}

function job(prompt: string, state: string, ageSeconds: number): Columns {
  const id = crypto.randomUUID()
  const createdAt = Date.now() - ageSeconds * 1000
  return {
    id,
    client_request_id: `wan-vace-${id}`,
    api_origin: 'https://api.example',
    model: MODEL,
    prompt,
    state,
    generation_id: `${id}:pose`,
    created_at: createdAt,
    finished_at: state === 'queued' ? null : createdAt,
    notice: NOTIFIED,
  }
}

function insert(database: DatabaseSync, columns: Columns, downloadUrl?: string): void {
  const all = downloadUrl === undefined ? columns : { ...columns, result_url: downloadUrl, next_at: 1 }
  const names = Object.keys(all)
  const placeholders = names.map(() => '?').join(', ')
  database.prepare(`INSERT INTO jobs (${names.join(', ')}) VALUES (${placeholders})`).run(...Object.values(all))
  const request = { model: MODEL, values: { prompt: columns['prompt'], video_url: 'https://example.com/dance.mp4' } }
  database
    .prepare('INSERT INTO requests (job_id, body) VALUES (?, ?)')
    .run(columns['id'] ?? null, JSON.stringify(request))
}
