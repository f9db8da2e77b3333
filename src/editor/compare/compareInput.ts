import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { VideoFacts } from '../common/videoFacts.ts'

/** The file of a compared video. */
export interface ComparedFile {
  /** The webview URL. */
  readonly url: string
  /** `reading` until the index of the file was read; undefined if it is not a video. */
  readonly facts: VideoFacts | 'reading' | undefined
  /** Undefined until the index was read. */
  readonly sizeBytes: number | undefined
  /** Whether the page could not play it. */
  readonly isUnplayable: boolean
}

/** A generation of a comparison. */
export interface ComparedJob {
  readonly id: string
  /** Undefined if it was removed. */
  readonly job: Job | undefined
  /** Undefined for a job that was recovered from the account. */
  readonly request: GenerationRequest | undefined
  /** Undefined if the video is not on this computer. */
  readonly file: ComparedFile | undefined
}

/** The source video of a generation. */
export interface ComparedSource {
  /** Undefined until it is copied to this computer. */
  readonly file: ComparedFile | undefined
  /** Undefined if the request is not known. */
  readonly url: string | undefined
  readonly isDownloading: boolean
}

/** Everything that the view of a comparison is made from. */
export interface CompareInput {
  readonly jobs: readonly ComparedJob[]
  /** Undefined if generations are compared. */
  readonly source: ComparedSource | undefined
  readonly axes: { readonly column: string; readonly row?: string | undefined } | undefined
}
