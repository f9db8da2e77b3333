import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '../../core/job/job.ts'

/** The end of the name of a video that is being imported. */
export const IMPORT_SUFFIX = '.import'

/** Returns the name of a job's video. Never derived from outside text. */
export function videoFileName(job: Pick<Job, 'id'>): string {
  return `${job.id}.mp4`
}

/** Returns the name of the copy of a job's source video. Never derived from outside text. */
export function sourceFileName(job: Pick<Job, 'id'>): string {
  return `${job.id}.source.mp4`
}

/** Returns whether `name` is the name of a part file of the video `videoName`, also of an earlier version. */
export function isPartOf(name: string, videoName: string): boolean {
  return name.startsWith(`${videoName}.`) && name.endsWith('.part')
}

/** Deletes a job's video, the copy of its source, and its part files. Throws if a file is in use. */
export function deleteVideo(job: Pick<Job, 'id'>, folder: string): void {
  rmSync(join(folder, videoFileName(job)), { force: true })
  rmSync(join(folder, sourceFileName(job)), { force: true })
  deletePartFiles(job, folder)
}

/** Deletes a job's part files. Throws if a file is in use. */
export function deletePartFiles(job: Pick<Job, 'id'>, folder: string): void {
  const videoName = videoFileName(job)
  for (const name of namesIn(folder)) {
    if (isPartOf(name, videoName)) rmSync(join(folder, name), { force: true })
  }
}

/** Returns the names of the files in the folder for videos, which may not exist. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}
