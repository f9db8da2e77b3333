import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../../core/job/job.ts'

/** Returns the name of a job's video. Never derived from outside text. */
export function videoFileName(job: Pick<Job, 'id'>): string {
  return `${job.id}.mp4`
}

/** Deletes a job's video and its part file. Throws if a file is in use. */
export function deleteVideo(job: Pick<Job, 'id'>, folder: string): void {
  const file = join(folder, videoFileName(job))
  for (const path of [file, `${file}.part`]) rmSync(path, { force: true })
}
