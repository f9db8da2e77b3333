import { type FileHandle, open } from 'node:fs/promises'

const CHUNK_BYTES = 1_000_000

/** Whether two files have the same bytes. Reads them only as far as they are equal. Rejects with a file system error. */
export async function haveSameContent(first: string, second: string): Promise<boolean> {
  const one = await open(first)
  try {
    const two = await open(second)
    try {
      return await areEqual(one, two)
    } finally {
      await two.close()
    }
  } finally {
    await one.close()
  }
}

async function areEqual(one: FileHandle, two: FileHandle): Promise<boolean> {
  const [{ size }, { size: otherSize }] = await Promise.all([one.stat(), two.stat()])
  if (size !== otherSize) return false
  for (let position = 0; position < size; position += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, size - position)
    const [a, b] = await Promise.all([readAll(one, position, length), readAll(two, position, length)])
    if (!a.equals(b)) return false
  }
  return true
}

/** Returns fewer bytes if the file has become shorter. */
async function readAll(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
