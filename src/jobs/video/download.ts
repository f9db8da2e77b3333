import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import { errorDetail } from '../../core/errors.ts'
import { fetchableUrl } from '../../core/text/resultUrl.ts'
import {
  type DownloadOutcome,
  incomplete,
  localFailure,
  MAX_VIDEO_BYTES,
  remoteFailure,
  tooLarge,
  unsafeUrl,
} from './downloadOutcome.ts'
import { mayBeComplete } from './mp4Boxes.ts'
import { claimPartFile, finishPartFile, newPartPath, writePartFile } from './partFile.ts'
import { type ResultResponse, requestResult } from './resultRequest.ts'

/** A connection that delivers fewer bytes than this in `stallMs` is stalled. */
const MIN_BYTES = 16_384

export interface DownloadTask {
  readonly url: string
  /** See `fetchableUrl`. */
  readonly serviceOrigin: string | undefined
  readonly folder: string
  /** Final name inside `folder`. */
  readonly name: string
  /** The validator of the bytes on disk, from the last attempt. */
  readonly validator: string | undefined
  readonly signal: AbortSignal
  /** Downloads the file even if it exists. The existing file stays until the new one is complete. */
  readonly overwrite?: boolean
  /** Ends the attempt after this time almost without data, in milliseconds. The next attempt resumes the download. */
  readonly stallMs: number
  /** Called once with the headers of the response, before a byte is written. */
  readonly onStart: (start: { totalBytes: number | undefined; validator: string | undefined }) => Promise<void>
  readonly onProgress: (receivedBytes: number) => void
  /**
   * Called before the file gets its final name. Returns false if another window has taken the download over, because the
   * process of this one was stopped for longer than a lease lasts.
   */
  readonly confirmLease: () => Promise<boolean>
}

/**
 * Downloads a result to a part file in constant memory, continues the bytes of the last attempt, and renames the file
 * when it is complete.
 */
export async function download(fetch: ResultFetch, task: DownloadTask): Promise<DownloadOutcome> {
  const finalFile = join(task.folder, task.name)
  // A file has its final name only if it is complete: the last attempt ended before its outcome was stored.
  if (task.overwrite !== true && existsSync(finalFile)) return { kind: 'saved', sizeBytes: statSync(finalFile).size }
  const url = fetchableUrl(task.url, task.serviceOrigin)
  if (url === undefined) return unsafeUrl(task.url)
  const stall = new AbortController()
  const signal = AbortSignal.any([task.signal, stall.signal])
  const onBytes = stallTimer(stall, task.stallMs)
  let partFile: string | undefined
  let hasBody = false
  try {
    const part = await claimPartFile(task.folder, task.name, task.validator)
    partFile = part.path
    let response = await requestResult(fetch, { ...task, url, offset: part.sizeBytes, signal })
    if (response.kind === 'restart') response = await requestResult(fetch, { ...task, url, offset: 0, signal })
    hasBody = response.kind === 'body'
    if (response.kind === 'body' && response.start === 0) {
      rmSync(partFile, { force: true })
      partFile = newPartPath(task.folder, task.name, response.validator)
    }
    const outcome = await readResult(response, partFile, finalFile, task, onBytes)
    if (outcome.kind === 'failed' || outcome.kind === 'superseded') rmSync(partFile, { force: true })
    return outcome
  } catch (error) {
    const failure = localFailure(error, task.folder)
    if (failure === undefined) return remoteFailure(error, hasBody ? partFile : undefined, stall.signal.aborted)
    if (partFile !== undefined) rmSync(partFile, { force: true })
    return failure
  } finally {
    onBytes.dispose()
    // A body that was not read to its end keeps its connection open until it is aborted.
    stall.abort()
  }
}

/** Aborts `stall` unless the returned function is called with `MIN_BYTES` in each period of `stallMs`. */
function stallTimer(stall: AbortController, stallMs: number): ((length: number) => void) & { dispose(): void } {
  const timer = setTimeout(() => stall.abort(), stallMs)
  let sinceRefresh = 0
  const onBytes = (length: number) => {
    sinceRefresh += length
    if (sinceRefresh < MIN_BYTES) return
    sinceRefresh = 0
    timer.refresh()
  }
  return Object.assign(onBytes, { dispose: () => clearTimeout(timer) })
}

async function readResult(
  response: ResultResponse,
  partFile: string,
  finalFile: string,
  task: DownloadTask,
  onBytes: (length: number) => void,
): Promise<DownloadOutcome> {
  switch (response.kind) {
    case 'gone':
      return { kind: 'gone', error: errorDetail('fileGone', { status: response.status }) }
    case 'refused':
      return response
    case 'unsafe':
      return unsafeUrl(response.url)
    case 'restart':
      return { kind: 'refused', error: errorDetail('fileRangeMismatch', {}) }
    case 'complete':
      return await finishPartFile(partFile, finalFile, response.totalBytes, task.confirmLease)
    case 'body': {
      const result = await readBody(response, partFile, task, onBytes)
      return typeof result === 'number' ? await finishPartFile(partFile, finalFile, result, task.confirmLease) : result
    }
  }
}

/** Returns the number of bytes of the part file if it is complete. */
async function readBody(
  { body, start, totalBytes, validator }: Extract<ResultResponse, { kind: 'body' }>,
  partFile: string,
  task: DownloadTask,
  onBytes: (length: number) => void,
): Promise<DownloadOutcome | number> {
  if ((totalBytes ?? 0) > MAX_VIDEO_BYTES) return tooLarge()
  await task.onStart({ totalBytes, validator })
  // `onStart` may abort the download; then no empty file is created.
  task.signal.throwIfAborted()
  const received = await writePartFile(body ?? emptyBody(), partFile, start, (length, receivedBytes) => {
    onBytes(length)
    task.onProgress(receivedBytes)
  })
  if (received === 0) return { kind: 'refused', error: errorDetail('fileEmpty', {}) }
  const expected = totalBytes ?? received
  if (received !== expected || statSync(partFile).size !== expected) {
    if (received >= expected) rmSync(partFile, { force: true })
    return incomplete(received, expected)
  }
  // Without a length, an interruption looks the same as the end of the file.
  if (totalBytes === undefined && !(await mayBeComplete(partFile))) return incomplete(received, undefined)
  return received
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
