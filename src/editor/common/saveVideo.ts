import { constants } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import { fileNameFromPattern } from '../presentation/fileNamePattern.ts'
import { createLocalFile, firstFreeName } from './createFile.ts'

export interface SaveVideoOptions {
  /** Absolute path. Created if it does not exist. */
  readonly folder: string
  /** See `fileNameFromPattern`. */
  readonly pattern: string
  /** Also saved, as JSON beside the video. */
  readonly request: GenerationRequest | undefined
}

/** Copies a video to a folder. Never overwrites a file. Returns the path of the copy. Rejects with a file system error. */
export async function saveVideo(source: string, job: Job, options: SaveVideoOptions): Promise<string> {
  const { folder, pattern, request } = options
  await mkdir(folder, { recursive: true })
  const base = fileNameFromPattern(pattern, job).replace(/\.mp4$/, '')
  const name = await firstFreeName(`${base}.mp4`, (free) => copyNew(source, join(folder, free)))
  if (request !== undefined) await saveRequest(folder, name.replace(/\.mp4$/, '.wanvace.json'), request)
  return join(folder, name)
}

/** Returns whether the name was free. */
async function copyNew(source: string, target: string): Promise<boolean> {
  try {
    await copyFile(source, target, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false
    throw error
  }
}

/** Writes a request file with which the video can be generated again. Keeps a file that is already there. */
async function saveRequest(folder: string, name: string, { model, values }: GenerationRequest): Promise<void> {
  await createLocalFile(
    folder,
    name,
    new TextEncoder().encode(`${JSON.stringify({ model, ...values }, undefined, 2)}\n`),
  )
}
