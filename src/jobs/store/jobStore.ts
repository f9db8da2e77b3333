import type { SQLInputValue } from 'node:sqlite'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { AnnotationChange } from '../../core/job/annotations.ts'
import type { Job, JobState } from '../../core/job/job.ts'
import { canTransition, sourceStates } from '../../core/job/transitions.ts'
import type { Disposable, Log } from '../../core/ports.ts'
import type { JobReader } from '../jobReader.ts'
import { annotateJobs } from './annotations.ts'
import { applyPostOutcome } from './batches.ts'
import { ChangedJobs } from './changedJobs.ts'
import type { StoreRepair } from './corruptFile.ts'
import { Emitter } from './emitter.ts'
import { JobDatabase, type WriteOptions } from './jobDatabase.ts'
import { columnsOfPatch, type JobPatch, NOTIFICATION } from './jobPatch.ts'
import { JobQueries } from './jobQueries.ts'
import { LogWatcher } from './logWatcher.ts'
import { insertJob, type NewJob } from './newJob.ts'
import { FILE_NAME } from './openDatabase.ts'
import { ACTIVE } from './retention.ts'
import { jobFromRow, type Row } from './rows.ts'

interface LeaseOptions {
  /** Writes only if the window with this ID was the last one to claim the job. */
  readonly leaseOwner?: string
}

export interface PatchOptions extends WriteOptions, LeaseOptions {}

export interface TransitionOptions extends LeaseOptions {
  /** Default: every state from which the new one is allowed. */
  readonly from?: readonly JobState[]
}

/**
 * The jobs of this computer. Every method may throw, or reject with, `AppError('storage')`. Writes resolve when other
 * windows see them. `JobLeases` decides who works on a job.
 */
export class JobStore extends JobQueries implements JobReader {
  readonly #didChange: Emitter<ReadonlySet<string> | undefined>
  readonly #didSubmit: Emitter<string>
  readonly #watchers = new Set<Disposable>()
  readonly #changedJobs: ChangedJobs
  #dataVersion: string
  readonly onDidChange: JobReader['onDidChange']
  readonly onDidSubmit: JobReader['onDidSubmit']

  /** Opens the store in `folder`, or creates it. `onRepair` is called if it was damaged, now or later. */
  constructor(folder: string, log: Log, now: number, onRepair: (repair: StoreRepair) => void = () => {}) {
    super(new JobDatabase(folder, { log, now, onRepair }))
    const onError = (error: unknown) => log.error(`A listener of the job store failed: ${String(error)}`)
    this.#didChange = new Emitter(onError)
    this.#didSubmit = new Emitter(onError)
    this.onDidChange = this.#didChange.event
    this.onDidSubmit = this.#didSubmit.event
    this.#dataVersion = this.database.dataVersion()
    this.#changedJobs = new ChangedJobs(this.database)
  }

  /**
   * Fires `onDidChange` soon after another window has written, where the file system reports changes. `onDidWrite`
   * is called after that. Stops when the store is closed.
   */
  watch(onDidWrite: () => void): Disposable {
    const watcher = new LogWatcher(this.database.folder, `${FILE_NAME}-wal`, () => {
      if (this.checkForExternalChanges()) onDidWrite()
    })
    this.#watchers.add(watcher)
    return watcher
  }

  /** Closes the store after the writes that were started. */
  close(): Promise<void> {
    for (const watcher of this.#watchers) watcher.dispose()
    return this.database.close()
  }

  /** Stores a new job. */
  async create(job: NewJob, options?: WriteOptions): Promise<Job> {
    await this.database.write(() => insertJob(this.database, job), options)
    if (job.state === 'submitting') this.#didSubmit.fire(job.id)
    this.#didChange.fire(new Set([job.id]))
    return this.#getOrThrow(job.id)
  }

  /**
   * Stores `next` as the retry of the failed or unconfirmed job `id`, in one transaction, so that two windows cannot both
   * send it. Deletes a failed job without a generation. Keeps an unconfirmed one, whose generation may still be found.
   * Rejects with `AppError('conflict')` if the job was already retried.
   */
  async createRetry(id: string, next: NewJob, options?: WriteOptions): Promise<Job> {
    await this.database.write(() => {
      const [retried] = this.database.all(
        `UPDATE jobs SET retried_as = ?, notice = ${NOTIFICATION.shown}
         WHERE id = ? AND state IN ('failed', 'unconfirmed') AND retried_as IS NULL AND removed_at IS NULL
         RETURNING *`,
        next.id,
        id,
      )
      if (retried === undefined) throw new AppError('conflict', errorDetail('alreadyRetried', {}))
      const isWithoutGeneration = retried['state'] === 'failed' && retried['generation_id'] === null
      if (isWithoutGeneration) this.database.run('DELETE FROM jobs WHERE id = ?', id)
      const { previousAttempts, sourceUri, annotations, batch } = jobFromRow(retried)
      insertJob(this.database, {
        ...next,
        ...{ sourceUri, annotations, batch },
        previousAttempts: [id, ...previousAttempts],
      })
    }, options)
    this.#didSubmit.fire(next.id)
    this.#didChange.fire(new Set([id, next.id]))
    return this.#getOrThrow(next.id)
  }

  /**
   * Changes the state of a job from one of `from` to `to`, or keeps it, and writes `patch`. The end of a job is durable.
   * Rejects with `AppError('conflict')` if the job was removed, is in another state, or was claimed by another window,
   * because the user or another window changed it first, and with `RangeError` for a transition that is not allowed. A
   * removed job that may be billed changes as well, and is restored when its generation is found.
   */
  async transition(
    id: string,
    to: JobState,
    patch: JobPatch = {},
    { from = sourceStates(to), leaseOwner }: TransitionOptions = {},
  ): Promise<Job> {
    for (const state of from) checkTransition(state, to)
    const where = `${ACTIVE} AND state IN (${from.map(() => '?').join(', ')})`
    const durable = to === 'completed' || to === 'failed'
    const options = leaseOwner === undefined ? { durable } : { durable, leaseOwner }
    const row = await this.#update(id, columnsOfTransition(to, patch), where, from, options)
    if (row !== undefined) return this.#fire(row)
    const current = this.get(id)
    throw new AppError(
      'conflict',
      current === undefined ? errorDetail('jobRemoved', {}) : errorDetail('jobChanged', { from: current.state, to }),
    )
  }

  /**
   * Writes the outcome of a POST, durably, and also for a removed job, which is restored if the service accepted it. May pause
   * the batch of the job. Returns undefined if another window found the generation first and knows more.
   */
  async writePostOutcome(id: string, to: JobState, patch: JobPatch): Promise<Job | undefined> {
    checkTransition('submitting', to)
    const columns = columnsOfTransition(to, patch)
    const row = await this.database.write(
      () => {
        const updated = this.#updateRow(id, columns, `state IN ('submitting', 'unconfirmed')`, [])
        if (updated !== undefined) applyPostOutcome(this.database, jobFromRow(updated))
        return updated
      },
      { durable: true },
    )
    return row && this.#fire(row)
  }

  /** Writes `patch` and keeps the state. Returns undefined if the job was removed, or claimed by another window. */
  async patch(id: string, patch: JobPatch, options: PatchOptions = {}): Promise<Job | undefined> {
    const row = await this.#update(id, columnsOfPatch(patch), ACTIVE, [], options)
    return row && this.#fire(row)
  }

  /** Removes jobs at `removedAt`, or restores them if `removedAt` is undefined, in one transaction. */
  async setRemoved(ids: string | readonly string[], removedAt: number | undefined): Promise<void> {
    // The lease of a job whose POST is being sent stays: its outcome is not known.
    const sql = `UPDATE jobs SET removed_at = ?,
      lease_until = CASE state WHEN 'submitting' THEN lease_until ELSE 0 END WHERE id = ?`
    const changed = new Set(typeof ids === 'string' ? [ids] : ids)
    await this.database.write(() => {
      for (const id of changed) this.database.run(sql, removedAt ?? null, id)
    })
    this.#didChange.fire(changed)
  }

  /** Changes what the user wrote about jobs. Jobs that are not in the list are skipped. */
  async annotate(ids: readonly string[], change: AnnotationChange): Promise<void> {
    this.#didChange.fire(await this.database.write(() => annotateJobs(this.database, ids, change)))
  }

  /** Makes the jobs of an origin due that wait because the service did not accept the API key, or are searched for. */
  async scheduleUnauthorized(origin: string, now: number): Promise<void> {
    const sql = `UPDATE jobs SET next_at = ? WHERE api_origin = ? AND next_at IS NOT NULL
      AND (state = 'unconfirmed' OR 'unauthorized' IN (error_code, file_error_code))`
    await this.database.write(() => this.database.run(sql, now, origin))
  }

  /** Runs `body` in one write transaction. Fires `onDidChange` for the IDs that it returns. */
  async change(body: () => ReadonlySet<string>, options?: WriteOptions): Promise<void> {
    const ids = await this.database.write(body, options)
    if (ids.size > 0) this.#didChange.fire(ids)
  }

  /** Fires `onDidChange` and returns true if another window has written since the last call. */
  checkForExternalChanges(): boolean {
    const version = this.database.dataVersion()
    if (version === this.#dataVersion) return false
    this.#dataVersion = version
    this.#didChange.fire(this.#changedJobs.take())
    return true
  }

  async #update(
    id: string,
    columns: Record<string, SQLInputValue>,
    where: string,
    values: readonly SQLInputValue[],
    options: PatchOptions,
  ): Promise<Row | undefined> {
    const { leaseOwner } = options
    const condition = leaseOwner === undefined ? where : `${where} AND lease_owner = ?`
    const parameters = leaseOwner === undefined ? values : [...values, leaseOwner]
    return await this.database.write(() => this.#updateRow(id, columns, condition, parameters), options)
  }

  #updateRow(
    id: string,
    columns: Record<string, SQLInputValue>,
    where: string,
    values: readonly SQLInputValue[],
  ): Row | undefined {
    const set = Object.keys(columns).map((name) => `${name} = ?`)
    const sql = `UPDATE jobs SET ${set.join(', ')} WHERE id = ? AND ${where} RETURNING *`
    return this.database.all(sql, ...Object.values(columns), id, ...values)[0]
  }

  #fire(row: Row): Job {
    const job = jobFromRow(row)
    this.#didChange.fire(new Set([job.id]))
    return job
  }

  #getOrThrow(id: string): Job {
    const job = this.get(id)
    if (job === undefined) throw new AppError('conflict', errorDetail('jobRemoved', {}))
    return job
  }
}

/** States of a job whose generation exists: a removed job is restored, because it may be billed. */
const ACCEPTED: ReadonlySet<JobState> = new Set(['queued', 'generating', 'completed'])

function columnsOfTransition(to: JobState, patch: JobPatch): Record<string, SQLInputValue> {
  return { state: to, ...columnsOfPatch(patch), ...(ACCEPTED.has(to) ? { removed_at: null } : {}) }
}

function checkTransition(from: JobState, to: JobState): void {
  if (!canTransition(from, to)) throw new RangeError(`A job cannot change from ${from} to ${to}.`)
}
