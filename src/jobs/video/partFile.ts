import { statSync } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorDetail } from '../../core/errors.ts'
import { localFailure, MAX_VIDEO_BYTES, notWritten, type SaveOutcome, VideoTooLargeError } from './downloadOutcome.ts'

/**
 * Appends a body to the part file from `start` and returns the number of bytes received so far. An interruption loses no
 * bytes. `onBytes` receives the length of each chunk and the running total.
 */
export async function writePartFile(
  body: AsyncIterable<Uint8Array>,
  partFile: string,
  start: number,
  onBytes: (length: number, receivedBytes: number) => void,
): Promise<number> {
  let received = start
  const file = await open(partFile, start > 0 ? 'a' : 'w')
  try {
    for await (const chunk of body) {
      await file.appendFile(chunk)
      received += chunk.length
      if (received > MAX_VIDEO_BYTES) throw new VideoTooLargeError()
      onBytes(chunk.length, received)
    }
  } finally {
    await file.close()
  }
  return received
}

/** Renames a complete part file to its final name after its bytes are on disk. Returns its size in bytes. */
export async function finishPartFile(partFile: string, finalFile: string): Promise<number> {
  const file = await open(partFile, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partFile, finalFile)
  return statSync(finalFile).size
}

/** Writes a video that a response contained as a `data:` URI. */
export async function saveDataUrl(dataUrl: string, folder: string, name: string): Promise<SaveOutcome> {
  const header = /^data:[^,]{0,200};base64,/.exec(dataUrl.slice(0, 300))?.[0]
  if (header === undefined) return { kind: 'failed', error: errorDetail('videoNotBase64', {}) }
  const bytes = Buffer.from(dataUrl.slice(header.length), 'base64')
  if (bytes.length === 0) return { kind: 'failed', error: errorDetail('fileEmpty', {}) }
  const finalFile = join(folder, name)
  const partFile = `${finalFile}.part`
  try {
    await writeFile(partFile, bytes)
    return { kind: 'saved', sizeBytes: await finishPartFile(partFile, finalFile) }
  } catch (error) {
    return localFailure(error, folder) ?? notWritten(error)
  }
}
