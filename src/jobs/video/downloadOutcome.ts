import { existsSync, statSync } from 'node:fs'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail, messageOf } from '../../core/errors.ts'

/** Larger than any video of these models. */
export const MAX_VIDEO_BYTES = 2 * 1024 ** 3

/**
 * The outcome of one attempt to download a file.
 *
 * - `saved`: complete, under its final name.
 * - `gone`: the URL does not work. A new one may.
 * - `refused`: the host responded with something else. `interrupted`: it sent a part, and `receivedBytes` are on disk.
 * - `unreachable`: no response came.
 * - `superseded`: another window has taken the download over, or the user removed the job. Nothing is to be stored.
 * - `failed`: the cause is this computer, the URL, or the file. A retry does not help.
 */
export type DownloadOutcome =
  | { readonly kind: 'saved'; readonly sizeBytes: number }
  | { readonly kind: 'gone'; readonly error: ErrorDetail }
  | { readonly kind: 'refused'; readonly error: ErrorDetail; readonly retryAfterMs?: number }
  | { readonly kind: 'interrupted'; readonly receivedBytes: number; readonly error: ErrorDetail }
  | { readonly kind: 'unreachable'; readonly error: ErrorDetail }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed'; readonly error: ErrorDetail }

/** The outcome if no URL is involved. */
export type SaveOutcome = Exclude<DownloadOutcome, { kind: 'gone' }>

/** The outcome of an attempt after which the file is still missing. */
export type FailedOutcome = Exclude<DownloadOutcome, { kind: 'saved' } | { kind: 'superseded' }>

/** Thrown while a body is written that exceeds `MAX_VIDEO_BYTES`. */
export class VideoTooLargeError extends Error {}

const NO_ACCESS = new Set<unknown>(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ERR_FS_EISDIR'])

/** Returns the outcome if the cause of `error` is this computer or the size of the file; otherwise undefined. */
export function localFailure(error: unknown, folder: string): SaveOutcome | undefined {
  if (error instanceof VideoTooLargeError) return tooLarge()
  const code = (error as { code?: unknown }).code
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'failed', error: errorDetail('diskFull', { folder }) }
  if (NO_ACCESS.has(code)) return { kind: 'failed', error: errorDetail('noWriteAccess', { folder }) }
  return undefined
}

/** Returns the outcome of an error of the connection. `partFile` is the path of the part file if a response came. */
export function remoteFailure(error: unknown, partFile: string | undefined, isStalled: boolean): SaveOutcome {
  const cause = (error as { cause?: unknown }).cause
  const message = boundedMessage(cause ?? error)
  const stalled = isStalled ? errorDetail('downloadStalled', {}) : undefined
  if (partFile === undefined) {
    return { kind: 'unreachable', error: stalled ?? errorDetail('fileUnreachable', { message }) }
  }
  const receivedBytes = existsSync(partFile) ? statSync(partFile).size : 0
  return { kind: 'interrupted', receivedBytes, error: stalled ?? errorDetail('downloadFailed', { message }) }
}

export function incomplete(
  receivedBytes: number,
  totalBytes: number | undefined,
): Extract<DownloadOutcome, { kind: 'interrupted' }> {
  return { kind: 'interrupted', receivedBytes, error: errorDetail('downloadIncomplete', { receivedBytes, totalBytes }) }
}

export function notWritten(error: unknown): SaveOutcome {
  return { kind: 'failed', error: errorDetail('videoNotWritten', { message: boundedMessage(error) }) }
}

export function unsafeUrl(url: string): DownloadOutcome {
  const singleLine = url.slice(0, 200).replace(/\p{Cc}+/gu, ' ')
  return { kind: 'failed', error: errorDetail('unsafeUrl', { url: singleLine }) }
}

export function tooLarge(): SaveOutcome {
  return { kind: 'failed', error: errorDetail('videoTooLarge', { limitBytes: MAX_VIDEO_BYTES }) }
}

function boundedMessage(error: unknown): string {
  return messageOf(error).slice(0, 1000)
}
