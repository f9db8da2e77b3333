import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Batch } from '../../core/job/batch.ts'
import type { CompletionModel } from '../../core/job/completionModel.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { JobFilter, JobSlice, SettingValue, StateGroup } from '../../core/job/jobFilter.ts'
import type { SimilarJobs } from '../jobReader.ts'
import { readBatch, readBatchJobs, readPlannedBatches, readPlannedRequests, readPlannedUsd } from './batches.ts'
import { CompletionModels } from './completionModels.ts'
import type { JobDatabase } from './jobDatabase.ts'
import { conditionOf, countByQuarterHour, countByState, countJobs, searchJobs, settingValues } from './jobSearch.ts'
import { readReservedUsd } from './reservations.ts'
import { ACTIVE } from './retention.ts'
import { jobFromRow } from './rows.ts'
import { RUNNING_SQL } from './runningSql.ts'

const NEWEST_FIRST = 'ORDER BY created_at DESC, rowid DESC'

/** What can be read from the job store. Every method may throw `AppError('storage')`. */
export class JobQueries {
  readonly database: JobDatabase
  readonly #completionModels: CompletionModels

  constructor(database: JobDatabase) {
    this.database = database
    this.#completionModels = new CompletionModels(database)
  }

  get videosFolder(): string {
    return join(this.database.folder, 'videos')
  }

  /** Creates the folder for videos if it does not exist. Returns its path. */
  ensureVideosFolder(): string {
    mkdirSync(this.videosFolder, { recursive: true })
    return this.videosFolder
  }

  list(limit = Number.MAX_SAFE_INTEGER, filter: JobFilter = {}): readonly Job[] {
    const condition = conditionOf(filter)
    const select = (state: string, rest: number) => {
      const sql = `SELECT * FROM jobs WHERE ${condition.sql} AND ${state} ${NEWEST_FIRST} LIMIT ?`
      return this.database.all(sql, ...condition.values, rest).map(jobFromRow)
    }
    const running = select(RUNNING_SQL, limit)
    return [...running, ...select(`NOT ${RUNNING_SQL}`, limit - running.length)]
  }

  running(): readonly Job[] {
    const sql = `SELECT * FROM jobs WHERE removed_at IS NULL AND ${RUNNING_SQL} ${NEWEST_FIRST}`
    return this.database.all(sql).map(jobFromRow)
  }

  count(): number {
    return Number(this.database.all('SELECT COUNT(*) AS count FROM jobs WHERE removed_at IS NULL')[0]?.['count'])
  }

  /** Returns the jobs of an origin that have a poll or a download scheduled, except those whose POST is being sent. */
  scheduledAt(origin: string, now: number): readonly Job[] {
    const sql = `SELECT * FROM jobs WHERE ${ACTIVE} AND next_at IS NOT NULL AND api_origin = ?
      AND NOT (state = 'submitting' AND lease_until >= ?)`
    return this.database.all(sql, origin, now).map(jobFromRow)
  }

  /**
   * Returns the origins other than `origin` of scheduled jobs that were sent to a sandbox, or were created before `time`, and
   * of batches that are sent to a sandbox.
   */
  otherOrigins(origin: string, time: number): readonly string[] {
    const sql = `SELECT api_origin FROM jobs WHERE next_at IS NOT NULL AND api_origin <> ?
        AND (is_free = 1 OR created_at < ?)
      UNION SELECT api_origin FROM planned_requests JOIN batches ON batches.id = batch_id
        WHERE api_origin <> ? AND is_free = 1`
    return this.database.all(sql, origin, time, origin).map((row) => String(row['api_origin']))
  }

  /** Returns the job with this client request ID, also if it was removed. */
  findByClientRequest(clientRequestId: string): Job | undefined {
    const [row] = this.database.all('SELECT * FROM jobs WHERE client_request_id = ?', clientRequestId)
    return row && jobFromRow(row)
  }

  get(id: string): Job | undefined {
    const [row] = this.database.all('SELECT * FROM jobs WHERE id = ? AND removed_at IS NULL', id)
    return row && jobFromRow(row)
  }

  latestAttempt(id: string): Job | undefined {
    const sql = `SELECT * FROM jobs WHERE previous_attempts IS NOT NULL AND instr(previous_attempts, ?)
      AND removed_at IS NULL ${NEWEST_FIRST} LIMIT 1`
    const [retry] = this.database.all(sql, id)
    return retry === undefined ? this.get(id) : jobFromRow(retry)
  }

  latestFrom(sourceUri: string): Job | undefined {
    const sql = `SELECT * FROM jobs WHERE source_uri = ? AND removed_at IS NULL ${NEWEST_FIRST} LIMIT 1`
    const [row] = this.database.all(sql, sourceUri)
    return row && jobFromRow(row)
  }

  batch(id: string): Batch | undefined {
    return readBatch(this.database, id)
  }

  batchJobs(id: string): readonly Job[] {
    return readBatchJobs(this.database, id)
  }

  plannedBatches(): readonly Batch[] {
    return readPlannedBatches(this.database)
  }

  plannedRequests(batchId: string): readonly GenerationRequest[] {
    return readPlannedRequests(this.database, batchId)
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

  search(slice: JobSlice): readonly Job[] {
    return searchJobs(this.database, slice)
  }

  searchCount(filter: JobFilter): number {
    return countJobs(this.database, filter)
  }

  countByState(filter: JobFilter): ReadonlyMap<StateGroup, number> {
    return countByState(this.database, filter)
  }

  countByQuarterHour(filter: JobFilter): ReadonlyMap<number, number> {
    return countByQuarterHour(this.database, filter)
  }

  settingValues(): readonly SettingValue[] {
    return settingValues(this.database)
  }

  tags(): readonly string[] {
    const sql = `SELECT DISTINCT each.value AS tag FROM jobs, json_each(jobs.tags) AS each
      WHERE jobs.tags IS NOT NULL AND removed_at IS NULL ORDER BY tag COLLATE NOCASE`
    return this.database.all(sql).map((row) => String(row['tag']))
  }

  usage(): { videos: number; sizeBytes: number } {
    const [row] = this.database.all(`SELECT COUNT(*) AS videos, COALESCE(SUM(file_size), 0) AS sizeBytes
      FROM jobs WHERE file_state = 'saved'`)
    return { videos: Number(row?.['videos']), sizeBytes: Number(row?.['sizeBytes']) }
  }

  spentSince(time: number): number {
    const sql = `SELECT coalesce(SUM(usd), 0) AS usd FROM (
      SELECT coalesce(credits_used / 2000000, CASE state WHEN 'failed' THEN 0 ELSE estimated_max_usd END) AS usd
        FROM jobs WHERE created_at >= ? AND is_free = 0
      UNION ALL SELECT usd FROM deleted_charges WHERE created_at >= ?)`
    return Number(this.database.all(sql, time, time)[0]?.['usd'])
  }

  plannedUsd(now: number): number {
    return readPlannedUsd(this.database, now) + readReservedUsd(this.database, now)
  }

  completionModel(job: SimilarJobs): CompletionModel | undefined {
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
}
