import type { AppError } from '../core/errors.ts'
import type { JobReader } from '../jobs/jobReader.ts'

/** Replaces a job store that could not be opened. `list` throws `error`; everything else is empty. */
export function unavailableJobReader(folder: string, error: AppError): JobReader {
  return {
    list: () => {
      throw error
    },
    get: () => undefined,
    request: () => undefined,
    videoPath: () => undefined,
    completionModel: () => undefined,
    videosFolder: folder,
    usage: () => ({ videos: 0, sizeBytes: 0 }),
    onDidChange: () => ({ dispose: () => undefined }),
  }
}
