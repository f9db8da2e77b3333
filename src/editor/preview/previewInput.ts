import type { GenerationRequest, Job } from '../../core/job/job.ts'

/** All that a preview is made from. */
export interface PreviewInput {
  readonly job: Job
  /** Undefined for a job recovered from the account. */
  readonly request: GenerationRequest | undefined
  /** Address at which the page can load the saved file; undefined until there is one. */
  readonly fileUrl: string | undefined
  /** Addresses that this page tried and could not play. */
  readonly unplayable: ReadonlySet<string>
  /** Why nothing moves by itself in this window; undefined where it does. */
  readonly waitsFor: 'key' | 'otherService' | undefined
}
