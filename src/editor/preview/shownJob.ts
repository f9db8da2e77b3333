import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { expectedDurationMs } from '../presentation/remainingTime.ts'
import { newAttemptOf, previousAttemptOf, retryToFollow } from './attempts.ts'
import type { PreviewInput } from './previewInput.ts'
import { playableUrl } from './videoSource.ts'

export interface ShownJobOptions {
  readonly jobs: JobReader
  /** Returns false if a job has its own preview, and is not to be shown in this one. */
  readonly canMoveTo: (jobId: string) => boolean
  /** Returns the webview URL of a file. */
  readonly fileUrl: (path: string) => string
}

/** The job that a preview shows. If the job is retried, its retry, as the page of a CI run shows the new attempt. */
export class ShownJob {
  readonly #options: ShownJobOptions
  /** URLs that the page could not play. */
  readonly #unplayable = new Set<string>()
  #id: string
  /** The job when it was last read. */
  #last: Job | undefined
  /** Read only once: a request never changes, and one with a `data:` URI is large. */
  #request: GenerationRequest | undefined

  constructor(jobId: string, options: ShownJobOptions) {
    this.#id = jobId
    this.#options = options
  }

  get id(): string {
    return this.#id
  }

  /** ID of the latest retry; undefined if there is none. */
  get newAttemptId(): string | undefined {
    return newAttemptOf(this.#id, this.#options.jobs)
  }

  /** ID of the job that this one retried; undefined if it is not in the list. */
  get previousAttemptId(): string | undefined {
    return this.#last && previousAttemptOf(this.#last, this.#options.jobs)
  }

  /** Returns undefined if the job was removed, or was retried and the retry has its own preview. */
  read(): PreviewInput | undefined {
    const { jobs, fileUrl } = this.#options
    const retryId = retryToFollow(this.#id, this.#last, jobs)
    if (retryId !== undefined) this.moveTo(retryId)
    const job = jobs.get(this.#id)
    if (job === undefined) return undefined
    this.#last = job
    this.#request ??= jobs.request(job.id)
    // The file is being replaced, so the next one may be playable. The result URL stays the same.
    if (job.file.state !== 'saved') this.#clearUnplayableFiles(playableUrl(job))
    const path = jobs.videoPath(job)
    return {
      ...{ job, request: this.#request, unplayable: this.#unplayable },
      fileUrl: path === undefined ? undefined : fileUrl(path),
      expectedDurationMs: expectedDurationMs(job, jobs.completionModel(job), Date.now()),
      hasPreviousAttempt: this.previousAttemptId !== undefined,
    }
  }

  /** Shows another job from now on. Returns false if that job has its own preview. */
  moveTo(jobId: string): boolean {
    if (!this.#options.canMoveTo(jobId)) return false
    this.#id = jobId
    this.#last = undefined
    this.#request = undefined
    this.#unplayable.clear()
    return true
  }

  /** The page could not play `src`. */
  markUnplayable(src: string): void {
    this.#unplayable.add(src)
  }

  clearUnplayable(): void {
    this.#unplayable.clear()
  }

  #clearUnplayableFiles(resultUrl: string | undefined): void {
    for (const src of this.#unplayable) if (src !== resultUrl) this.#unplayable.delete(src)
  }
}
