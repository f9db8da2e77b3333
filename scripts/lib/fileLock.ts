import { mkdir, rm, stat, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A lock that was not refreshed for this long was left behind by a process that ended. */
const STALE_MS = 30_000
const REFRESH_MS = 5000

/** Runs `work` while no other process on this computer holds the lock `folder`. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(folder), { recursive: true })
  while (!(await tryAcquire(folder))) await sleep(500)
  const refresh = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => {}), REFRESH_MS)
  try {
    return await work()
  } finally {
    clearInterval(refresh)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Creating a folder is atomic: if two processes try, one of them fails. */
async function tryAcquire(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch {
    const ageMs = await stat(folder).then(
      (stats) => Date.now() - stats.mtimeMs,
      () => 0,
    )
    if (ageMs > STALE_MS) await rm(folder, { recursive: true, force: true })
    return false
  }
}
