import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { JobStore } from '../store/jobStore.ts'
import { IMPORT_SUFFIX, isPartOf, namesIn, videoFileName } from './videoFiles.ts'

/** A file that was not written for this time belongs to no import or download in progress, in milliseconds. */
const UNUSED_AFTER_MS = 3_600_000

/**
 * Returns the paths of the temporary files in the folder for videos that nothing uses: of an import that was killed, and
 * of a download that has ended. Never returns a video: the database may have been replaced because it was damaged.
 */
export function orphanedFiles(store: JobStore, now: number): string[] {
  const names = namesIn(store.videosFolder).filter((name) => name.endsWith('.part') || name.endsWith(IMPORT_SUFFIX))
  if (names.length === 0) return []
  const rows = store.database.all(`SELECT id FROM jobs WHERE state = 'completed' AND next_at IS NOT NULL`)
  const videoNames = rows.map(({ id }) => videoFileName({ id: String(id) }))
  return names
    .filter((name) => !videoNames.some((videoName) => isPartOf(name, videoName)))
    .map((name) => join(store.videosFolder, name))
    .filter((path) => isUnused(path, now))
}

function isUnused(path: string, now: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  // A time in the future: the clock was set back.
  return stats?.isFile() === true && Math.abs(now - stats.mtimeMs) > UNUSED_AFTER_MS
}
