import type { Batch } from '../core/job/batch.ts'
import type { CompletionModel } from '../core/job/completionModel.ts'
import type { GenerationRequest, Job } from '../core/job/job.ts'
import type { JobFilter, JobSlice, SettingValue, StateGroup } from '../core/job/jobFilter.ts'
import type { Log } from '../core/ports.ts'
import type { JobReader, SimilarJobs } from '../jobs/jobReader.ts'
import { Emitter } from '../jobs/store/emitter.ts'

/**
 * The jobs of a store that is opened after activation. Empty until then. If the store could not be opened, `list` throws
 * the error, and everything else stays empty.
 */
export class DeferredJobReader implements JobReader {
  readonly videosFolder: string
  readonly onDidChange: JobReader['onDidChange']
  readonly onDidSubmit: JobReader['onDidSubmit']
  readonly #didChange: Emitter<ReadonlySet<string> | undefined>
  readonly #didSubmit: Emitter<string>
  #store: JobReader | undefined
  #error: Error | undefined

  constructor(videosFolder: string, log: Log) {
    this.videosFolder = videosFolder
    const onError = (error: unknown) => log.error(`A listener of the job list failed: ${String(error)}`)
    this.#didChange = new Emitter(onError)
    this.#didSubmit = new Emitter(onError)
    this.onDidChange = this.#didChange.event
    this.onDidSubmit = this.#didSubmit.event
  }

  /** Call when the store is open, or with the error if it could not be opened. */
  resolve(opened: JobReader | Error): void {
    if (opened instanceof Error) this.#error = opened
    else {
      this.#store = opened
      opened.onDidChange((ids) => this.#didChange.fire(ids))
      opened.onDidSubmit((id) => this.#didSubmit.fire(id))
    }
    this.#didChange.fire(undefined)
  }

  list(limit?: number, filter?: JobFilter): readonly Job[] {
    if (this.#error !== undefined) throw this.#error
    return this.#store?.list(limit, filter) ?? []
  }

  running(): readonly Job[] {
    return this.#store?.running() ?? []
  }

  count(): number {
    return this.#store?.count() ?? 0
  }

  get(id: string): Job | undefined {
    return this.#store?.get(id)
  }

  latestAttempt(id: string): Job | undefined {
    return this.#store?.latestAttempt(id)
  }

  latestFrom(sourceUri: string): Job | undefined {
    return this.#store?.latestFrom(sourceUri)
  }

  batch(id: string): Batch | undefined {
    return this.#store?.batch(id)
  }

  batchJobs(id: string): readonly Job[] {
    return this.#store?.batchJobs(id) ?? []
  }

  plannedBatches(): readonly Batch[] {
    return this.#store?.plannedBatches() ?? []
  }

  plannedRequests(batchId: string): readonly GenerationRequest[] {
    return this.#store?.plannedRequests(batchId) ?? []
  }

  findByGeneration(generationId: string): readonly Job[] {
    return this.#store?.findByGeneration(generationId) ?? []
  }

  request(id: string): GenerationRequest | undefined {
    return this.#store?.request(id)
  }

  videoPath(job: Job): string | undefined {
    return this.#store?.videoPath(job)
  }

  completionModel(job: SimilarJobs): CompletionModel | undefined {
    return this.#store?.completionModel(job)
  }

  search(slice: JobSlice): readonly Job[] {
    return this.#store?.search(slice) ?? []
  }

  searchCount(filter: JobFilter): number {
    return this.#store?.searchCount(filter) ?? 0
  }

  countByState(filter: JobFilter): ReadonlyMap<StateGroup, number> {
    return this.#store?.countByState(filter) ?? new Map()
  }

  countByQuarterHour(filter: JobFilter): ReadonlyMap<number, number> {
    return this.#store?.countByQuarterHour(filter) ?? new Map()
  }

  settingValues(): readonly SettingValue[] {
    return this.#store?.settingValues() ?? []
  }

  tags(): readonly string[] {
    return this.#store?.tags() ?? []
  }

  spentSince(time: number): number {
    return this.#store?.spentSince(time) ?? 0
  }

  plannedUsd(now: number): number {
    return this.#store?.plannedUsd(now) ?? 0
  }

  usage(): { readonly videos: number; readonly sizeBytes: number } {
    return this.#store?.usage() ?? { videos: 0, sizeBytes: 0 }
  }
}
