import { open } from 'node:fs/promises'
import { MAX_READ_BYTES } from '../../protocol/fileReads.ts'

/**
 * Reads a part of a file, up to `end`, which is not included, and not more than `MAX_READ_BYTES`. Returns undefined if the
 * file cannot be read.
 */
export async function readFilePart(
  path: string,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const bytes = new Uint8Array(Math.min(Math.max(0, end - start), MAX_READ_BYTES))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
    return bytes.subarray(0, bytesRead)
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}
