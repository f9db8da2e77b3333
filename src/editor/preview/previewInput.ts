import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { VideoFileInfo } from './videoFileInfo.ts'

/** Everything that the view of a preview is made from. */
export interface PreviewInput {
  readonly job: Job
  /** Undefined for a job recovered from the account. */
  readonly request: GenerationRequest | undefined
  /** The webview URL of the saved file; undefined until the file is saved. */
  readonly fileUrl: string | undefined
  /** What is known of the saved file; undefined until it was read. */
  readonly info: VideoFileInfo | undefined
  /** How long the generation is expected to take, in milliseconds; undefined if it is not known. */
  readonly expectedDurationMs: number | undefined
  /** Whether the job that this one retried is still in the list. */
  readonly hasPreviousAttempt: boolean
  /** URLs that the page could not play. */
  readonly unplayable: ReadonlySet<string>
}
