import { createReadStream, existsSync, statSync } from 'node:fs'
import type { Job } from '../../core/job/job.ts'
import type { ExportOptions } from '../jobActions.ts'
import type { JobStore } from '../store/jobStore.ts'
import { CHUNK_BYTES, FORMAT, FORMAT_VERSION, type JobLine } from './transferFormat.ts'

/**
 * Yields the jobs as JSON Lines, one line with its line break at a time: a header, then each job, followed by the chunks
 * of its video if `withVideos`. Contains no API key. Rejects with `AppError('storage')` or a file system error.
 */
export async function* exportJobs(store: JobStore, options: ExportOptions): AsyncGenerator<string> {
  yield toLine({ format: FORMAT, version: FORMAT_VERSION })
  for (const job of jobsOf(store, options.ids)) {
    const path = options.withVideos ? store.videoPath(job) : undefined
    const videoBytes = path !== undefined && existsSync(path) ? statSync(path).size : undefined
    yield toLine(jobLineOf(job, store, videoBytes))
    if (path === undefined || videoBytes === undefined) continue
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      yield toLine({ videoOf: job.id, base64: (chunk as Buffer).toString('base64') })
    }
  }
}

function jobsOf(store: JobStore, ids: readonly string[] | undefined): readonly Job[] {
  return ids === undefined ? store.list() : ids.flatMap((id) => store.get(id) ?? [])
}

function jobLineOf(job: Job, store: JobStore, videoBytes: number | undefined): JobLine {
  const { id, clientRequestId, apiOrigin, model, prompt, state, createdAt } = job
  const { generationId, error, supportId, resultUrl, creditsUsed, submittedAt, finishedAt } = job
  const { name, note, tags, isFavorite } = job.annotations
  const request = store.request(id)
  return {
    job: {
      ...{ id, clientRequestId, apiOrigin, model, prompt, state, createdAt },
      ...{ generationId, error, supportId, resultUrl, creditsUsed, submittedAt, finishedAt },
      ...{ name, note, ...(tags.length > 0 ? { tags: [...tags] } : {}), ...(isFavorite ? { isFavorite } : {}) },
    },
    request: request && { model: request.model, values: { ...request.values } },
    videoBytes,
  }
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
