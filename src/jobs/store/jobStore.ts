import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SQLInputValue } from 'node:sqlite'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { CompletionModel } from '../../core/job/completionModel.ts'
import type { GenerationRequest, Job, JobState } from '../../core/job/job.ts'
import { canTransition, sourceStates } from '../../core/job/transitions.ts'
import type { Log } from '../../core/ports.ts'
import type { JobReader } from '../jobReader.ts'
import { CompletionModels } from './completionModels.ts'
import { Emitter } from './emitter.ts'
import { JobDatabase, type WriteOptions } from './jobDatabase.ts'
import { columnsOfPatch, type JobPatch } from './jobPatch.ts'
import { columnsOfNewJob, type NewJob } from './newJob.ts'
import { jobFromRow, type Row } from './rows.ts'

/** The same condition as `isRunning`. */
const RUNNING_SQL = `(state IN ('submitting', 'queued', 'generating') OR (state = 'unconfirmed' AND next_at IS NOT NULL))`

/**
 * The jobs of this computer. Every method may throw, or reject with, `AppError('storage')`. Writes resolve when other
 * windows see them. `JobLeases` decides who works on a job.
 */
export class JobStore implements JobReader {
  readonly database: JobDatabase
  readonly #completionModels: CompletionModels
  readonly #didChange: Emitter<ReadonlySet<string> | undefined>
  #dataVersion: number
  readonly onDidChange: JobReader['onDidChange']

  /** Opens the store in `folder`, or creates it. */
  constructor(folder: string, log: Log, now: number) {
    this.database = new JobDatabase(folder, log, now)
    this.#completionModels = new CompletionModels(this.database)
    this.#didChange = new Emitter((error) => log.error(`A listener of the job store failed: ${String(error)}`))
    this.onDidChange = this.#didChange.event
    this.#dataVersion = this.database.dataVersion()
  }

  /** Closes the store after the writes that were started. */
  close(): Promise<void> {
    return this.database.close()
  }

  get videosFolder(): string {
    return join(this.database.folder, 'videos')
  }

  /** Creates the folder for videos if it does not exist. Returns its path. */
  ensureVideosFolder(): string {
    mkdirSync(this.videosFolder, { recursive: true })
    return this.videosFolder
  }

  list(): readonly Job[] {
    const sql = `SELECT * FROM jobs WHERE removed_at IS NULL ORDER BY ${RUNNING_SQL} DESC, created_at DESC, rowid DESC`
    return this.database.all(sql).map(jobFromRow)
  }

  get(id: string): Job | undefined {
    const [row] = this.database.all('SELECT * FROM jobs WHERE id = ? AND removed_at IS NULL', id)
    return row && jobFromRow(row)
  }

  request(id: string): GenerationRequest | undefined {
    const [row] = this.database.all('SELECT body FROM requests WHERE job_id = ?', id)
    return row === undefined ? undefined : (JSON.parse(String(row['body'])) as GenerationRequest)
  }

  videoPath(job: Job): string | undefined {
    return job.file.state === 'saved' && job.file.name !== undefined
      ? join(this.videosFolder, job.file.name)
      : undefined
  }

  usage(): { videos: number; sizeBytes: number } {
    const [row] = this.database.all(`SELECT COUNT(*) AS videos, COALESCE(SUM(file_size), 0) AS sizeBytes
      FROM jobs WHERE file_state = 'saved'`)
    return { videos: Number(row?.['videos']), sizeBytes: Number(row?.['sizeBytes']) }
  }

  completionModel(job: Job): CompletionModel | undefined {
    return this.#completionModels.get(job)
  }

  /** Returns the jobs with this generation ID, including removed ones. */
  findByGeneration(generationId: string): Job[] {
    return this.database.all('SELECT * FROM jobs WHERE generation_id = ?', generationId).map(jobFromRow)
  }

  /** Returns whether a job with this ID exists, including removed ones. */
  has(id: string): boolean {
    return this.database.all('SELECT 1 FROM jobs WHERE id = ?', id).length > 0
  }

  /** Stores a new job. */
  async create(job: NewJob, options?: WriteOptions): Promise<Job> {
    await this.database.write(() => this.#insert(job), options)
    return this.#fireAndGet(job.id)
  }

  /**
   * Stores `next` as the retry of the failed job `id`, in one transaction, so that two windows cannot both send it. Deletes
   * the failed job if it has no generation. Rejects with `AppError('conflict')` if the job was already retried.
   */
  async createRetry(id: string, next: NewJob, options?: WriteOptions): Promise<Job> {
    await this.database.write(() => {
      const [failed] = this.database.all(
        `UPDATE jobs SET retried_as = ?, next_at = NULL
         WHERE id = ? AND state = 'failed' AND retried_as IS NULL AND removed_at IS NULL RETURNING generation_id`,
        next.id,
        id,
      )
      if (failed === undefined) throw new AppError('conflict', errorDetail('alreadyRetried', {}))
      if (failed['generation_id'] === null) this.database.run('DELETE FROM jobs WHERE id = ?', id)
      this.#insert(next)
    }, options)
    this.#didChange.fire(new Set([id, next.id]))
    return this.#getOrThrow(next.id)
  }

  /**
   * Changes the state of a job from one of `from` to `to`, or keeps it, and writes `patch`. The end of a job is durable.
   * Rejects with `AppError('conflict')` if the job was removed or is in another state, because the user or another window
   * changed it first, and with `RangeError` for a transition that is not allowed.
   */
  async transition(
    id: string,
    to: JobState,
    patch: JobPatch = {},
    from: readonly JobState[] = sourceStates(to),
  ): Promise<Job> {
    for (const state of from) checkTransition(state, to)
    const where = `removed_at IS NULL AND state IN (${from.map(() => '?').join(', ')})`
    const durable = to === 'completed' || to === 'failed'
    const row = await this.#update(id, { state: to, ...columnsOfPatch(patch) }, where, from, { durable })
    if (row !== undefined) return this.#fireAndGet(id)
    const current = this.get(id)
    throw new AppError(
      'conflict',
      current === undefined ? errorDetail('jobRemoved', {}) : errorDetail('jobChanged', { from: current.state, to }),
    )
  }

  /**
   * Writes the outcome of a POST, durably, and also for a removed job, so that Undo restores the generation. Returns
   * undefined if the job was deleted, or if another window found the generation first and knows more.
   */
  async writePostOutcome(id: string, to: JobState, patch: JobPatch): Promise<Job | undefined> {
    checkTransition('submitting', to)
    const columns = { state: to, ...columnsOfPatch(patch) }
    const row = await this.#update(id, columns, `state IN ('submitting', 'unconfirmed')`, [], { durable: true })
    if (row === undefined) return undefined
    this.#didChange.fire(new Set([id]))
    return jobFromRow(row)
  }

  /** Writes `patch` and keeps the state. Returns undefined if the job was removed. */
  async patch(id: string, patch: JobPatch, options?: WriteOptions): Promise<Job | undefined> {
    const row = await this.#update(id, columnsOfPatch(patch), 'removed_at IS NULL', [], options)
    return row && this.#fireAndGet(id)
  }

  /** Removes a job at `removedAt`, or restores it if `removedAt` is undefined. */
  async setRemoved(id: string, removedAt: number | undefined): Promise<void> {
    const sql = 'UPDATE jobs SET removed_at = ?, lease_until = 0 WHERE id = ?'
    await this.database.write(() => this.database.run(sql, removedAt ?? null, id))
    this.#didChange.fire(new Set([id]))
  }

  /** Makes the jobs of an origin due that wait because the service did not accept the API key. */
  async scheduleUnauthorized(origin: string, now: number): Promise<void> {
    const sql = `UPDATE jobs SET next_at = ? WHERE api_origin = ? AND next_at IS NOT NULL
      AND 'unauthorized' IN (error_code, file_error_code)`
    await this.database.write(() => this.database.run(sql, now, origin))
  }

  /** Fires `onDidChange(undefined)` if another window has written since the last call. */
  checkForExternalChanges(): void {
    const version = this.database.dataVersion()
    if (version === this.#dataVersion) return
    this.#dataVersion = version
    this.#didChange.fire(undefined)
  }

  async #update(
    id: string,
    columns: Record<string, SQLInputValue>,
    where: string,
    values: readonly SQLInputValue[],
    options?: WriteOptions,
  ): Promise<Row | undefined> {
    const set = Object.keys(columns).map((name) => `${name} = ?`)
    const sql = `UPDATE jobs SET ${set.join(', ')} WHERE id = ? AND ${where} RETURNING *`
    const [row] = await this.database.write(
      () => this.database.all(sql, ...Object.values(columns), id, ...values),
      options,
    )
    return row
  }

  #insert(job: NewJob): void {
    const columns = columnsOfNewJob(job)
    const names = Object.keys(columns)
    const placeholders = names.map(() => '?').join(', ')
    this.database.run(`INSERT INTO jobs (${names.join(', ')}) VALUES (${placeholders})`, ...Object.values(columns))
    if (job.request === undefined) return
    this.database.run('INSERT INTO requests (job_id, body) VALUES (?, ?)', job.id, JSON.stringify(job.request))
  }

  #fireAndGet(id: string): Job {
    this.#didChange.fire(new Set([id]))
    return this.#getOrThrow(id)
  }

  #getOrThrow(id: string): Job {
    const job = this.get(id)
    if (job === undefined) throw new AppError('conflict', errorDetail('jobRemoved', {}))
    return job
  }
}

function checkTransition(from: JobState, to: JobState): void {
  if (!canTransition(from, to)) throw new RangeError(`A job cannot change from ${from} to ${to}.`)
}
