import type { AppError } from '../core/errors.ts'
import type { JobReader } from '../jobs/ports.ts'

/** Stands in where the job store cannot be opened: nothing is listed, and nothing can be bought. */
export function unavailableJobReader(folder: string, error: AppError): JobReader {
  return {
    list: () => {
      throw error
    },
    get: () => undefined,
    request: () => undefined,
    videoPath: () => undefined,
    videosFolder: folder,
    usage: () => ({ videos: 0, sizeBytes: 0 }),
    onDidChange: () => ({ dispose: () => undefined }),
  }
}
