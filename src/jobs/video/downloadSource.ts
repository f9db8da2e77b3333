import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import { removeFileName } from '../../core/model/mediaUrl.ts'
import type { JobStore } from '../store/jobStore.ts'
import { download } from './download.ts'
import type { DownloadOutcome } from './downloadOutcome.ts'
import { saveDataUrl } from './saveDataUrl.ts'
import { deleteVideo, sourceFileName } from './videoFiles.ts'

export interface SourceDownload {
  readonly store: JobStore
  readonly fetch: ResultFetch
  /** Returns the origin of the address in use. */
  readonly origin: () => string
  readonly stallMs: number
  readonly signal: AbortSignal
  readonly onProgress: (share: number) => void
}

/** See `JobActions.downloadSource`. The URL may come from an import, so the rules for the URLs of results apply. */
export async function downloadSource(
  job: Job,
  request: GenerationRequest | undefined,
  options: SourceDownload,
): Promise<string> {
  const url = request?.values['video_url']
  if (typeof url !== 'string') throw new AppError('conflict', errorDetail('requestUnknown', {}))
  const { store, signal } = options
  const folder = store.ensureVideosFolder()
  const path = join(folder, sourceFileName(job))
  if (existsSync(path)) return path
  const outcome = await save(job, url, folder, options)
  signal.throwIfAborted()
  if (outcome.kind === 'superseded') throw new AppError('conflict', errorDetail('jobRemoved', {}))
  if (outcome.kind !== 'saved') throw new AppError('file', outcome.error)
  // The job was deleted during the download. Nothing else would delete the file.
  if (!store.has(job.id)) deleteVideo(job, folder)
  return path
}

async function save(job: Job, url: string, folder: string, options: SourceDownload): Promise<DownloadOutcome> {
  const name = sourceFileName(job)
  const { store, fetch, origin, stallMs, signal, onProgress } = options
  const confirmLease = async () => store.has(job.id)
  if (url.startsWith('data:')) return await saveDataUrl(removeFileName(url), { folder, name, confirmLease })
  let total: number | undefined
  return await download(fetch, {
    url,
    // The origin of the job may come from an import.
    serviceOrigin: job.apiOrigin === origin() ? job.apiOrigin : undefined,
    ...{ folder, name, signal, stallMs, confirmLease },
    validator: undefined,
    onStart: async ({ totalBytes }) => {
      total = totalBytes
    },
    onProgress: (receivedBytes) => {
      if (total !== undefined) onProgress(Math.min(1, receivedBytes / total))
    },
  })
}
