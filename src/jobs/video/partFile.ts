import { createHash, randomUUID } from 'node:crypto'
import { constants, rmSync, statSync } from 'node:fs'
import { copyFile, open, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type DownloadOutcome, incomplete, MAX_VIDEO_BYTES, VideoTooLargeError } from './downloadOutcome.ts'
import { isPartOf } from './videoFiles.ts'

/** The file that one attempt writes. No other attempt writes it, also not one of another window. */
export interface PartFile {
  readonly path: string
  /** Bytes of earlier attempts at the beginning of the file. */
  readonly sizeBytes: number
}

/** Returns the path of a new part file for bytes with this validator. Its name shows which bytes it continues. */
export function newPartPath(folder: string, videoName: string, validator: string | undefined): string {
  return join(folder, `${videoName}.${hashOf(validator)}.${randomUUID().slice(0, 8)}.part`)
}

/**
 * Takes over the bytes of earlier attempts that have this validator, and deletes their part files. Copies the bytes: a
 * stopped process that still has the old file open would write to a renamed one.
 */
export async function claimPartFile(
  folder: string,
  videoName: string,
  validator: string | undefined,
): Promise<PartFile> {
  const path = newPartPath(folder, videoName, validator)
  const found = (await readdir(folder)).filter((name) => isPartOf(name, videoName))
  const source =
    validator === undefined ? undefined : await largest(folder, found.filter(hasBytesOf(videoName, validator)))
  const sizeBytes = source === undefined ? 0 : await copyPart(source, path)
  for (const name of found) rmSync(join(folder, name), { force: true })
  return { path, sizeBytes }
}

/** Returns the size of the copy; 0 if the source cannot be copied, for example because the disk is full. */
async function copyPart(source: string, target: string): Promise<number> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE)
    return (await stat(target)).size
  } catch {
    rmSync(target, { force: true })
    return 0
  }
}

/** The names of an earlier version of the extension have no hash. */
function hasBytesOf(videoName: string, validator: string): (name: string) => boolean {
  const prefix = `${videoName}.${hashOf(validator)}.`
  return (name) => name.startsWith(prefix) || name === `${videoName}.part`
}

function hashOf(validator: string | undefined): string {
  return createHash('sha256')
    .update(validator ?? '')
    .digest('hex')
    .slice(0, 8)
}

async function largest(folder: string, names: readonly string[]): Promise<string | undefined> {
  let best: { path: string; size: number } | undefined
  for (const name of names) {
    const path = join(folder, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats?.isFile() && stats.size > (best?.size ?? 0)) best = { path, size: stats.size }
  }
  return best?.path
}

/**
 * Appends a body to the part file from `start` and returns the number of bytes received so far. An interruption loses no
 * bytes. Stops if another program changes the size of the file: the next attempt continues what is left of it. `onBytes`
 * receives the length of each chunk and the running total.
 */
export async function writePartFile(
  body: AsyncIterable<Uint8Array>,
  partFile: string,
  start: number,
  onBytes: (length: number, receivedBytes: number) => void,
): Promise<number> {
  let received = start
  const file = await open(partFile, start > 0 ? 'a' : 'ax')
  try {
    for await (const chunk of body) {
      if ((await file.stat()).size !== received) break
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

/**
 * Renames a part file to its final name after its bytes are on disk, if `confirmLease` returns true and the file has
 * `sizeBytes` then. Checks the size again afterwards.
 */
export async function finishPartFile(
  partFile: string,
  finalFile: string,
  sizeBytes: number,
  confirmLease: () => Promise<boolean>,
): Promise<Extract<DownloadOutcome, { kind: 'saved' | 'superseded' | 'interrupted' }>> {
  const file = await open(partFile, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  const { ino } = statSync(partFile)
  if (!(await confirmLease())) return { kind: 'superseded' }
  const complete = statSync(partFile)
  if (complete.ino !== ino || complete.size !== sizeBytes) {
    rmSync(partFile, { force: true })
    return incomplete(0, sizeBytes)
  }
  await rename(partFile, finalFile)
  const saved = statSync(finalFile, { throwIfNoEntry: false })
  // Another window has replaced or deleted the file in the meantime.
  if (saved?.ino !== ino) return { kind: 'superseded' }
  if (saved.size === sizeBytes) return { kind: 'saved', sizeBytes }
  rmSync(finalFile, { force: true })
  return incomplete(0, sizeBytes)
}
