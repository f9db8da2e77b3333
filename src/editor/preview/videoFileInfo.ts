import type { VideoFacts } from '../common/videoFacts.ts'

/** What is known of a video file. */
export interface VideoFileInfo {
  readonly sizeBytes: number
  /** Undefined if it is not a video whose index can be read. */
  readonly facts: VideoFacts | undefined
  /** False if the end of the file is missing. */
  readonly isComplete: boolean
  /** Differs after the file was changed. */
  readonly version: number
}
