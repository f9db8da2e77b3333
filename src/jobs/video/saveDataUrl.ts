import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorDetail } from '../../core/errors.ts'
import { localFailure, notWritten, type SaveOutcome } from './downloadOutcome.ts'
import { finishPartFile, newPartPath } from './partFile.ts'

export interface DataUrlTask {
  readonly folder: string
  /** Final name inside `folder`. */
  readonly name: string
  /** See `DownloadTask.confirmLease`. */
  readonly confirmLease: () => Promise<boolean>
}

/** The content types that may be a video. A missing one, too. */
const VIDEO_TYPES = /^\s*(video\/\S+|application\/octet-stream)?\s*$/i

/** Writes a video that a response contained as a `data:` URI. */
export async function saveDataUrl(dataUrl: string, { folder, name, confirmLease }: DataUrlTask): Promise<SaveOutcome> {
  const [header, contentType = ''] = /^data:([^,;]{0,100})[^,]{0,200};base64,/.exec(dataUrl.slice(0, 400)) ?? []
  if (header === undefined) return { kind: 'failed', error: errorDetail('videoNotBase64', {}) }
  if (!VIDEO_TYPES.test(contentType)) return { kind: 'failed', error: errorDetail('fileNotVideo', { contentType }) }
  const bytes = Buffer.from(dataUrl.slice(header.length), 'base64')
  if (bytes.length === 0) return { kind: 'failed', error: errorDetail('fileEmpty', {}) }
  const partFile = newPartPath(folder, name, undefined)
  try {
    await writeFile(partFile, bytes)
    return await finishPartFile(partFile, join(folder, name), bytes.length, confirmLease)
  } catch (error) {
    return localFailure(error, folder) ?? notWritten(error)
  } finally {
    // `Cleanup` deletes it otherwise.
    await rm(partFile, { force: true }).catch(() => undefined)
  }
}
