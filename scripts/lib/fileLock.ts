import { mkdir, rm, stat, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A lock that nobody has touched for this long is a dead run's. */
const STALE_MS = 30_000
const TOUCH_MS = 5000

/** Runs `work` while no other process on this machine runs work under the same `folder`. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(folder), { recursive: true })
  while (!(await take(folder))) await sleep(500)
  const touch = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => {}), TOUCH_MS)
  try {
    return await work()
  } finally {
    clearInterval(touch)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Making a folder either makes it or fails: of two processes, one wins. */
async function take(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch {
    const age = await stat(folder).then(
      (s) => Date.now() - s.mtimeMs,
      () => 0,
    )
    if (age > STALE_MS) await rm(folder, { recursive: true, force: true })
    return false
  }
}
