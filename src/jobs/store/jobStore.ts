import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { AppError, errorDetail } from '../../core/errors.ts'
import { canBecome, type GenerationRequest, type Job, type JobState, statesBefore } from '../../core/job/job.ts'
import type { Log } from '../../core/ports.ts'
import type { JobReader } from '../ports.ts'
import { guarded, openDatabase, transaction } from './database.ts'
import { Emitter } from './emitter.ts'
import { columnsOfNew, type NewJob } from './newJob.ts'
import { columnsOf, type JobPatch, jobOf, type Row } from './rows.ts'

/** A job runs, for the order of the list, as `isRunning` says it. */
const RUNNING_SQL = `(state IN ('submitting', 'queued', 'generating') OR (state = 'unconfirmed' AND next_at IS NOT NULL))`

/**
 * The jobs of this machine, in one SQLite file shared by every window. Every method may throw
 * `AppError('storage')`. Knows nothing of the network; who may work on a job is `Claims`' business.
 */
export class JobStore implements JobReader {
  readonly folder: string
  readonly db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  readonly #changed: Emitter<ReadonlySet<string> | undefined>
  #dataVersion: number
  readonly onDidChange: JobReader['onDidChange']

  /** Opens the store in `folder`, making it where it is not. Throws `AppError('storage')`. */
  constructor(folder: string, log: Log, now: number) {
    this.folder = folder
    this.db = openDatabase(folder, log, now)
    this.#changed = new Emitter((error) => log.error(`A listener of the job store failed: ${String(error)}`))
    this.onDidChange = this.#changed.event
    this.#dataVersion = this.#readDataVersion()
  }

  close(): void {
    this.#statements.clear()
    this.db.close()
  }

  get videosFolder(): string {
    return join(this.folder, 'videos')
  }

  /** Makes the folder of the videos where it is not; answers its path. */
  ensureVideosFolder(): string {
    mkdirSync(this.videosFolder, { recursive: true })
    return this.videosFolder
  }

  list(): readonly Job[] {
    return this.all(`SELECT * FROM jobs WHERE removed_at IS NULL
      ORDER BY ${RUNNING_SQL} DESC, created_at DESC, rowid DESC`).map(jobOf)
  }

  get(id: string): Job | undefined {
    const [row] = this.all('SELECT * FROM jobs WHERE id = ? AND removed_at IS NULL', id)
    return row && jobOf(row)
  }

  request(id: string): GenerationRequest | undefined {
    const [row] = this.all('SELECT body FROM requests WHERE job_id = ?', id)
    return row === undefined ? undefined : (JSON.parse(String(row['body'])) as GenerationRequest)
  }

  videoPath(job: Job): string | undefined {
    return job.file.state === 'saved' && job.file.name !== undefined
      ? join(this.videosFolder, job.file.name)
      : undefined
  }

  usage(): { videos: number; sizeBytes: number } {
    const [row] = this.all(`SELECT COUNT(*) AS videos, COALESCE(SUM(file_size), 0) AS sizeBytes
      FROM jobs WHERE file_state = 'saved'`)
    return { videos: Number(row?.['videos']), sizeBytes: Number(row?.['sizeBytes']) }
  }

  /** Jobs that know this generation, removed ones too. */
  withGeneration(generationId: string): Job[] {
    return this.all('SELECT * FROM jobs WHERE generation_id = ?', generationId).map(jobOf)
  }

  /** Whether a job of this id is there, removed ones too. */
  has(id: string): boolean {
    return this.all('SELECT 1 FROM jobs WHERE id = ?', id).length > 0
  }

  create(job: NewJob): Job {
    guarded(this.folder, () => transaction(this.db, () => this.#insert(job)))
    return this.#announce(job.id)
  }

  /**
   * Writes `next` down as the retry of the failed job `id`, in one step, so that two windows cannot both buy it.
   * A failed job that never became a generation gives way to its retry. Throws `conflict` where it is too late.
   */
  createRetry(id: string, next: NewJob): Job {
    guarded(this.folder, () =>
      transaction(this.db, () => {
        const marked = this.all(
          `UPDATE jobs SET retried_as = ?, next_at = NULL
           WHERE id = ? AND state = 'failed' AND retried_as IS NULL AND removed_at IS NULL RETURNING generation_id`,
          next.id,
          id,
        )
        if (marked[0] === undefined) throw new AppError('conflict', errorDetail('alreadyRetried', {}))
        if (marked[0]['generation_id'] === null) this.run('DELETE FROM jobs WHERE id = ?', id)
        this.#insert(next)
      }),
    )
    this.#changed.fire(new Set([id, next.id]))
    return this.#must(next.id)
  }

  /**
   * Takes a job from one of `from` to `to` (or leaves it there) and writes `patch`. Throws `conflict` where the job is
   * gone or in another state: the person or another window was faster. Throws `RangeError` for a transition that the
   * table of states does not have.
   */
  transition(id: string, to: JobState, patch: JobPatch = {}, from: readonly JobState[] = statesBefore(to)): Job {
    for (const state of from) if (!canBecome(state, to)) throw new RangeError(`No job goes from ${state} to ${to}.`)
    const where = `state IN (${from.map(() => '?').join(', ')})`
    if (
      this.#update(id, { state: to, ...columnsOf(patch) }, `removed_at IS NULL AND ${where}`, [...from]) === undefined
    ) {
      const current = this.get(id)
      throw new AppError(
        'conflict',
        current === undefined ? errorDetail('jobRemoved', {}) : errorDetail('jobChanged', { from: current.state, to }),
      )
    }
    return this.#announce(id)
  }

  /**
   * Writes down what a POST came to, also where the job was hidden meanwhile: an Undo must find what was bought. Answers
   * undefined where the job is gone, or where another window knows more than this answer.
   */
  settlePost(id: string, to: JobState, patch: JobPatch): Job | undefined {
    if (!canBecome('submitting', to)) throw new RangeError(`No job goes from submitting to ${to}.`)
    const columns = { state: to, ...columnsOf(patch) }
    const row = this.#update(id, columns, `state IN ('submitting', 'unconfirmed')`, [])
    if (row === undefined) return undefined
    this.#changed.fire(new Set([id]))
    return jobOf(row)
  }

  /** Writes `patch` and leaves the state alone. Answers undefined where the job is gone. */
  patch(id: string, patch: JobPatch): Job | undefined {
    const row = this.#update(id, columnsOf(patch), 'removed_at IS NULL', [])
    if (row === undefined) return undefined
    return this.#announce(id)
  }

  /** Hides a job, or shows it again with undefined. */
  setRemoved(id: string, removedAt: number | undefined): void {
    this.run('UPDATE jobs SET removed_at = ?, lease_until = 0 WHERE id = ?', removedAt ?? null, id)
    this.#changed.fire(new Set([id]))
  }

  /** The jobs hidden before `time`, to be deleted for good. */
  removedBefore(time: number): Job[] {
    return this.all('SELECT * FROM jobs WHERE removed_at < ?', time).map(jobOf)
  }

  /** Deletes a hidden job's row and request. Answers whether it was still there and hidden. */
  deleteRemoved(id: string): boolean {
    return this.run('DELETE FROM jobs WHERE id = ? AND removed_at IS NOT NULL', id) > 0
  }

  /** Saved files of jobs that finished before `time`. */
  savedBefore(time: number): Job[] {
    return this.all(`SELECT * FROM jobs WHERE file_state = 'saved' AND finished_at < ?`, time).map(jobOf)
  }

  /** Takes what a person should hear of: each is answered once, to one window. */
  takeNotices(): Job[] {
    const [any] = this.all('SELECT 1 FROM jobs WHERE notice = 1 LIMIT 1')
    if (any === undefined) return []
    return this.all('UPDATE jobs SET notice = 2 WHERE notice = 1 AND removed_at IS NULL RETURNING *').map(jobOf)
  }

  /** Fires `onDidChange(undefined)` when another window has written since the last call. */
  checkForeignChanges(): void {
    const version = this.#readDataVersion()
    if (version === this.#dataVersion) return
    this.#dataVersion = version
    this.#changed.fire(undefined)
  }

  /** Runs one statement and answers its rows. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return guarded(this.folder, () => this.#statement(sql).all(...values) as Row[])
  }

  /** Runs one statement and answers how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return guarded(this.folder, () => Number(this.#statement(sql).run(...values).changes))
  }

  #update(id: string, columns: Record<string, SQLInputValue>, where: string, values: SQLInputValue[]): Row | undefined {
    const names = Object.keys(columns)
    const set = names.map((name) => `${name} = ?`).join(', ')
    const [row] = this.all(
      `UPDATE jobs SET ${set} WHERE id = ? AND ${where} RETURNING *`,
      ...Object.values(columns),
      id,
      ...values,
    )
    return row
  }

  #insert(job: NewJob): void {
    const columns = columnsOfNew(job)
    const names = Object.keys(columns)
    const marks = names.map(() => '?').join(', ')
    this.run(`INSERT INTO jobs (${names.join(', ')}) VALUES (${marks})`, ...Object.values(columns))
    if (job.request === undefined) return
    this.run('INSERT INTO requests (job_id, body) VALUES (?, ?)', job.id, JSON.stringify(job.request))
  }

  #announce(id: string): Job {
    this.#changed.fire(new Set([id]))
    return this.#must(id)
  }

  #must(id: string): Job {
    const job = this.get(id)
    if (job === undefined) throw new AppError('conflict', errorDetail('jobRemoved', {}))
    return job
  }

  #readDataVersion(): number {
    return Number(this.all('PRAGMA data_version')[0]?.['data_version'])
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const made = this.db.prepare(sql)
    this.#statements.set(sql, made)
    return made
  }
}
