import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { expectedDurationMs } from '../presentation/remainingTime.ts'
import { newAttemptOf, previousAttemptOf, retryToFollow } from './attempts.ts'
import type { PreviewInput } from './previewInput.ts'
import type { VideoFileInfo } from './videoFileInfo.ts'

export interface ShownJobOptions {
  readonly jobs: JobReader
  /** Reads a file. The promise never rejects. */
  readonly readFile: (path: string) => Promise<VideoFileInfo | undefined>
  readonly onDidReadFile: () => void
  /** Returns the webview URL of a file. */
  readonly fileUrl: (path: string) => string
}

/** The job that a preview shows. */
export class ShownJob {
  readonly id: string
  readonly #options: ShownJobOptions
  /** URLs that the page could not play. */
  readonly #unplayable = new Set<string>()
  /** The job when it was last read. */
  #last: Job | undefined
  /** Read only once: a request never changes, and one with a `data:` URI is large. */
  #request: GenerationRequest | undefined

  /** The file that was read, or is being read. */
  #readPath: string | undefined
  #info: VideoFileInfo | undefined

  constructor(id: string, options: ShownJobOptions) {
    this.id = id
    this.#options = options
  }

  /** ID of the latest retry; undefined if there is none. */
  get newAttemptId(): string | undefined {
    return newAttemptOf(this.id, this.#options.jobs)
  }

  /** ID of the job that this one retried; undefined if it is not in the list. */
  get previousAttemptId(): string | undefined {
    return this.#last && previousAttemptOf(this.#last, this.#options.jobs)
  }

  /** ID of the job to show instead, because this one was retried since it was last read. */
  get retryToFollow(): string | undefined {
    return retryToFollow(this.id, this.#last, this.#options.jobs)
  }

  /** Returns undefined if the job was removed, or if its retry deleted it. */
  read(): PreviewInput | undefined {
    const { jobs, fileUrl } = this.#options
    const job = jobs.get(this.id)
    if (job === undefined) return undefined
    this.#last = job
    this.#request ??= jobs.request(job.id)
    // The file is being replaced, so the next one may be playable.
    if (job.file.state !== 'saved') {
      this.#unplayable.clear()
      this.#readPath = undefined
      this.#info = undefined
    }
    const path = jobs.videoPath(job)
    if (path !== undefined && path !== this.#readPath) void this.#readFile(path)
    return {
      ...{ job, request: this.#request, unplayable: this.#unplayable, info: this.#info },
      fileUrl: path === undefined ? undefined : fileUrl(path),
      expectedDurationMs: expectedDurationMs(job, jobs.completionModel(job), Date.now()),
      hasPreviousAttempt: this.previousAttemptId !== undefined,
    }
  }

  /** The page could not play `src`. */
  markUnplayable(src: string): void {
    this.#unplayable.add(src)
  }

  clearUnplayable(): void {
    this.#unplayable.clear()
  }

  async #readFile(path: string): Promise<void> {
    this.#readPath = path
    const info = await this.#options.readFile(path)
    if (this.#readPath !== path) return
    this.#info = info
    this.#options.onDidReadFile()
  }
}
