import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const INTERVAL_MS = 200

/** Prints what is appended to a file until `work` settles. Returns the whole text. */
export async function printFileWhile(file: string, work: Promise<unknown>): Promise<string> {
  const settled = work.then(
    () => true,
    () => true,
  )
  let text = ''
  for (;;) {
    // The last part is read after `work` has settled.
    const isLast = await Promise.race([settled, sleep(INTERVAL_MS, false)])
    const part = await readFrom(file, Buffer.byteLength(text))
    process.stdout.write(part)
    text += part
    if (isLast) return text
  }
}

async function readFrom(file: string, position: number): Promise<string> {
  if (!existsSync(file)) return ''
  await using handle = await open(file)
  const { size } = await handle.stat()
  const buffer = Buffer.alloc(size - position)
  await handle.read(buffer, 0, buffer.length, position)
  return buffer.toString()
}
