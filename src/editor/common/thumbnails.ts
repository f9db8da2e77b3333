import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Job } from '../../core/job/job.ts'

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])

/** This many thumbnails more than there are videos are tolerated, so that they are not cleaned up each time. */
const MAX_STALE = 500

/** The thumbnails of the videos: JPEG files, made once by the page that plays the videos. */
export class Thumbnails {
  readonly folder: string
  /** The names of the files. Undefined until they were read. */
  #names: Set<string> | undefined

  /** `videosFolder`: see `JobReader`. */
  constructor(videosFolder: string) {
    this.folder = join(dirname(videosFolder), 'thumbnails')
  }

  /** Reads which thumbnails there are. */
  async load(): Promise<void> {
    if (this.#names !== undefined) return
    await mkdir(this.folder, { recursive: true })
    this.#names = new Set(await readdir(this.folder))
  }

  /** The path of a job's thumbnail; undefined if there is none. */
  path(job: Job): string | undefined {
    const name = nameOf(job)
    return this.#names?.has(name) ? join(this.folder, name) : undefined
  }

  /** Returns the JPEG file of a job; undefined if there is none. */
  async read(job: Job): Promise<Buffer | undefined> {
    return await readFile(join(this.folder, nameOf(job))).catch(() => undefined)
  }

  /** Stores a JPEG file. Ignores anything else. */
  async write(job: Job, jpeg: Buffer): Promise<void> {
    if (!jpeg.subarray(0, 3).equals(JPEG_START)) return
    const [name, temporary] = [nameOf(job), `${randomUUID()}.part`]
    await mkdir(this.folder, { recursive: true })
    await writeFile(join(this.folder, temporary), jpeg)
    await rename(join(this.folder, temporary), join(this.folder, name))
    this.#names?.add(name)
  }

  /** Deletes the thumbnails of videos that no longer exist, if there are many. `videos` is the number of videos. */
  async cleanUp(videos: number, exists: (jobId: string) => boolean): Promise<void> {
    const names = [...(this.#names ?? [])]
    if (names.length <= videos + MAX_STALE) return
    for (const name of names.filter((each) => !exists(each.slice(0, ID_LENGTH)))) {
      await rm(join(this.folder, name), { force: true })
      this.#names?.delete(name)
    }
  }
}

const ID_LENGTH = 36

/** A video that was downloaded again has another size. The ID of a job is a UUID. */
function nameOf({ id, file }: Job): string {
  return `${id}-${file.sizeBytes ?? 0}.jpg`
}
