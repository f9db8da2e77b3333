import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Prints what is appended to a file while `work` goes on, and the rest when it is done. Returns all of it. */
export async function printWhile(file: string, work: Promise<unknown>): Promise<string> {
  let text = ''
  let done = false
  const finish = () => {
    done = true
  }
  void work.then(finish, finish)
  for (;;) {
    const last = done
    const more = await readFrom(file, Buffer.byteLength(text))
    process.stdout.write(more)
    text += more
    if (last) return text
    await sleep(200)
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
