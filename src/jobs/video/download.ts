import { existsSync, rmSync, statSync } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail, messageOf } from '../../core/errors.ts'
import { fetchableUrl } from '../../core/text/resultUrl.ts'
import { mayBeWhole } from './mp4Boxes.ts'
import { type ResultAnswer, requestResult } from './resultRequest.ts'

/** Larger than any video of these models by far; a server that sends more is not believed. */
export const LARGEST_VIDEO_BYTES = 2 * 1024 ** 3

/** Fewer bytes than these within `stallMs` are no download but a server that holds a connection open. */
const FEWEST_BYTES = 16_384

/**
 * What came of a try to fetch a file.
 *
 * - `saved`: whole, under its final name.
 * - `gone`: this address does not serve it (any more); a fresh one may.
 * - `refused`: the server misbehaves. `cut`: it began to send, and `receivedBytes` are on the disk.
 * - `unreachable`: nothing came at all.
 * - `failed`: this machine or the address is at fault; trying again by itself is of no use.
 */
export type DownloadOutcome =
  | { readonly kind: 'saved'; readonly sizeBytes: number }
  | { readonly kind: 'gone'; readonly error: ErrorDetail }
  | { readonly kind: 'refused'; readonly error: ErrorDetail; readonly retryAfterMs?: number }
  | { readonly kind: 'cut'; readonly receivedBytes: number; readonly error: ErrorDetail }
  | { readonly kind: 'unreachable'; readonly error: ErrorDetail }
  | { readonly kind: 'failed'; readonly error: ErrorDetail }

/** As `DownloadOutcome`, where no address is involved. */
export type SaveOutcome = Exclude<DownloadOutcome, { kind: 'gone' }>

export interface DownloadTask {
  readonly url: string
  readonly apiOrigin: string
  readonly folder: string
  /** Final name inside `folder`. */
  readonly name: string
  /** What the bytes on disk came with, from the last try. */
  readonly validator: string | undefined
  readonly signal: AbortSignal
  /** Also where a file has that name; it stays until the new one is whole. */
  readonly anew?: boolean
  /** Next to nothing for so long ends the try; the next one goes on from there. Milliseconds. */
  readonly stallMs: number
  /** Called once with the answer's headers, before a byte is written. */
  readonly onStart: (start: { totalBytes: number | undefined; validator: string | undefined }) => void
  readonly onProgress: (receivedBytes: number) => void
}

/** Fetches a result to `<name>.part` in constant memory, goes on where it was cut, renames it when whole. */
export async function download(fetch: ResultFetch, task: DownloadTask): Promise<DownloadOutcome> {
  const final = join(task.folder, task.name)
  // Renamed only when whole: the last try got there and died before it could tell.
  if (task.anew !== true && existsSync(final)) return { kind: 'saved', sizeBytes: statSync(final).size }
  const url = fetchableUrl(task.url, task.apiOrigin)
  if (url === undefined) return wrongAddress(task.url)
  const stall = new AbortController()
  const signal = AbortSignal.any([task.signal, stall.signal])
  const watch = setTimeout(() => stall.abort(), task.stallMs)
  let sinceRefresh = 0
  const onBytes = (bytes: number) => {
    sinceRefresh += bytes
    if (sinceRefresh < FEWEST_BYTES) return
    sinceRefresh = 0
    watch.refresh()
  }
  const part = `${final}.part`
  let answered = false
  try {
    const offset = existsSync(part) ? statSync(part).size : 0
    let answer = await requestResult(fetch, { ...task, url, offset, signal })
    if (answer.kind === 'restart') answer = await requestResult(fetch, { ...task, url, offset: 0, signal })
    answered = answer.kind === 'body'
    return await take(answer, part, final, task, onBytes)
  } catch (error) {
    return localFailure(error, task.folder) ?? remoteFailure(error, answered ? part : undefined, stall.signal.aborted)
  } finally {
    clearTimeout(watch)
    // A body that was not read to its end holds its connection until it is called off.
    stall.abort()
  }
}

async function take(
  answer: ResultAnswer,
  part: string,
  final: string,
  task: DownloadTask,
  onBytes: (bytes: number) => void,
): Promise<DownloadOutcome> {
  if (answer.kind === 'gone') return { kind: 'gone', error: errorDetail('fileGone', { status: answer.status }) }
  if (answer.kind === 'refused') return answer
  if (answer.kind === 'forbiddenAddress') return wrongAddress(answer.address)
  if (answer.kind === 'restart') return { kind: 'refused', error: errorDetail('fileRangeMismatch', {}) }
  if (answer.kind === 'body') {
    if ((answer.totalBytes ?? 0) > LARGEST_VIDEO_BYTES) return tooLarge()
    // Gone before its validator is: other bytes under a new validator would be taken for its beginning.
    if (answer.start === 0) rmSync(part, { force: true })
    task.onStart({ totalBytes: answer.totalBytes, validator: answer.validator })
    // Whoever heard that may have called it off: then not even an empty file is made.
    task.signal.throwIfAborted()
    const received = await write(answer, part, task, onBytes)
    if (received === 0) return { kind: 'refused', error: errorDetail('fileEmpty', {}) }
    const expected = answer.totalBytes ?? received
    // Asked of the disk as well: a window taken for dead may have written to the same file.
    if (received !== expected || statSync(part).size !== expected) {
      if (received >= expected) rmSync(part, { force: true })
      return incomplete(received, expected)
    }
    // Without a length, the end of a connection and the end of a file look the same.
    if (answer.totalBytes === undefined && !(await mayBeWhole(part))) {
      return incomplete(received, undefined)
    }
  }
  const sizeBytes = await settle(part, final)
  return { kind: 'saved', sizeBytes }
}

/** Appends the body to the part file, piece by piece, so that a cut loses none; answers the file's size. */
async function write(
  { body, start }: Extract<ResultAnswer, { kind: 'body' }>,
  part: string,
  task: DownloadTask,
  onBytes: (bytes: number) => void,
): Promise<number> {
  let received = start
  const file = await open(part, start > 0 ? 'a' : 'w')
  try {
    for await (const chunk of body ?? []) {
      await file.appendFile(chunk)
      received += chunk.length
      if (received > LARGEST_VIDEO_BYTES) throw new TooLarge()
      onBytes(chunk.length)
      task.onProgress(received)
    }
  } finally {
    await file.close()
  }
  return received
}

/** Writes a video that came inside an answer as a `data:` URI, in the same way: part file, then rename. */
export async function saveDataUrl(dataUrl: string, folder: string, name: string): Promise<SaveOutcome> {
  const final = join(folder, name)
  const match = /^data:[^,]{0,200};base64,/.exec(dataUrl.slice(0, 300))
  if (match === null) return { kind: 'failed', error: errorDetail('videoNotBase64', {}) }
  const bytes = Buffer.from(dataUrl.slice(match[0].length), 'base64')
  if (bytes.length === 0) return { kind: 'failed', error: errorDetail('fileEmpty', {}) }
  try {
    await writeFile(`${final}.part`, bytes)
    await settle(`${final}.part`, final)
    return { kind: 'saved', sizeBytes: bytes.length }
  } catch (error) {
    return localFailure(error, folder) ?? notWritten(error)
  }
}

/** Puts a whole part file under its final name, once its bytes are on the disk. Answers its size. */
async function settle(part: string, final: string): Promise<number> {
  const handle = await open(part, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, final)
  return statSync(final).size
}

const NO_ACCESS = new Set<unknown>(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ERR_FS_EISDIR'])

/** The failure if the cause is this machine or the size of the file, so that repeating the download does not help. */
export function localFailure(error: unknown, folder: string): SaveOutcome | undefined {
  if (error instanceof TooLarge) return tooLarge()
  const code = (error as { code?: unknown }).code
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'failed', error: errorDetail('diskFull', { folder }) }
  if (NO_ACCESS.has(code)) return { kind: 'failed', error: errorDetail('noWriteAccess', { folder }) }
  return undefined
}

/** `part` is the part file if a response came. */
function remoteFailure(error: unknown, part: string | undefined, isStalled: boolean): SaveOutcome {
  const cause = (error as { cause?: unknown }).cause
  const message = messageOf(cause ?? error).slice(0, 1000)
  if (part === undefined) {
    return {
      kind: 'unreachable',
      error: isStalled ? errorDetail('downloadStalled', {}) : errorDetail('fileUnreachable', { message }),
    }
  }
  return {
    kind: 'cut',
    receivedBytes: existsSync(part) ? statSync(part).size : 0,
    error: isStalled ? errorDetail('downloadStalled', {}) : errorDetail('downloadFailed', { message }),
  }
}

function incomplete(receivedBytes: number, totalBytes: number | undefined): DownloadOutcome {
  return { kind: 'cut', receivedBytes, error: errorDetail('downloadIncomplete', { receivedBytes, totalBytes }) }
}

function notWritten(error: unknown): SaveOutcome {
  return { kind: 'failed', error: errorDetail('videoNotWritten', { message: messageOf(error).slice(0, 1000) }) }
}

function wrongAddress(address: string): DownloadOutcome {
  const url = address.slice(0, 200).replace(/\p{Cc}+/gu, ' ')
  return { kind: 'failed', error: errorDetail('unsafeUrl', { url }) }
}

class TooLarge extends Error {}

function tooLarge(): SaveOutcome {
  return { kind: 'failed', error: errorDetail('videoTooLarge', { limitBytes: LARGEST_VIDEO_BYTES }) }
}
