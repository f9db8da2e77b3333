import { constants } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import { fileNameFromPattern } from '../presentation/fileNamePattern.ts'

/** Files with the same name get a number, up to this one. */
const MAX_NUMBER = 1000

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
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const name = number === 1 ? base : `${base}-${number}`
    const target = join(folder, `${name}.mp4`)
    try {
      await copyFile(source, target, constants.COPYFILE_EXCL)
    } catch (error) {
      if ((error as { code?: unknown }).code === 'EEXIST') continue
      throw error
    }
    if (request !== undefined) await saveRequest(join(folder, `${name}.wanvace.json`), request)
    return target
  }
  throw new Error(`There are already ${MAX_NUMBER} files with this name.`)
}

/** Writes a request file with which the video can be generated again. Keeps a file that is already there. */
async function saveRequest(path: string, { model, values }: GenerationRequest): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify({ model, ...values }, undefined, 2)}\n`, { flag: 'wx' })
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error
  }
}
