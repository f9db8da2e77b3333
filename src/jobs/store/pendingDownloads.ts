import type { JobDatabase } from './jobDatabase.ts'

/** Makes the downloads due that wait for their next attempt, because their host may have recovered. */
export async function retryDownloads(database: JobDatabase, now: number): Promise<void> {
  const isWaiting = `state = 'completed' AND next_at > ? AND removed_at IS NULL`
  const [waiting] = database.all(`SELECT 1 FROM jobs WHERE ${isWaiting} LIMIT 1`, now)
  if (waiting === undefined) return
  await database.write(() => database.run(`UPDATE jobs SET next_at = ? WHERE ${isWaiting}`, now, now))
}
