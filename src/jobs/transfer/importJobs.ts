import { randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { hasTooManyParts } from '../../core/text/jsonParts.ts'
import { parseJson } from '../../core/text/parseJson.ts'
import type { ImportResult } from '../jobActions.ts'
import type { JobStore } from '../store/jobStore.ts'
import { insertJob } from '../store/newJob.ts'
import { IMPORT_SUFFIX, videoFileName } from '../video/videoFiles.ts'
import { importedJob } from './importedJob.ts'
import { MAX_LINE_LENGTH } from './lineFiles.ts'
import { type ChunkLine, chunkLine, FORMAT_VERSION, headerLine, type JobLine, jobLine } from './transferFormat.ts'

/** A job whose video is being read. */
interface PendingJob {
  readonly jobLine: JobLine
  readonly lineNumber: number
  /** The job of this computer that gets the video; undefined if the job is new. */
  readonly known: Job | undefined
  /** Only this import writes it: two imports may read the same file. */
  readonly tempFile: string
  readonly file: FileHandle
  receivedBytes: number
}

interface ImportedVideo {
  readonly tempFile: string
  readonly sizeBytes: number
}

/**
 * Imports lines that `exportJobs` wrote, without their line breaks. Skips and reports an invalid line; rejects with
 * `AppError('invalid')` for an invalid header. Sends nothing: an unfinished job is polled if its service and key are those
 * of this computer.
 */
export async function importJobs(
  store: JobStore,
  lines: AsyncIterable<string | undefined>,
  now: number,
): Promise<ImportResult> {
  const importer = new Importer(store, now)
  let lineNumber = 0
  try {
    for await (const text of lines) {
      lineNumber++
      if (lineNumber === 1) checkHeader(text ?? '')
      else if (text?.trim() !== '') await importer.addLine(text, lineNumber)
    }
    await importer.finishVideo()
  } finally {
    await importer.dispose()
  }
  if (lineNumber === 0) throw new AppError('invalid', errorDetail('importEmpty', {}))
  return importer.result
}

function checkHeader(text: string): void {
  const header = headerLine.safeParse(hasTooManyParts(text) ? undefined : parseJson(text))
  if (!header.success) throw new AppError('invalid', errorDetail('importNotAnExport', {}))
  if (header.data.version > FORMAT_VERSION) throw new AppError('invalid', errorDetail('importNewer', {}))
}

class Importer {
  readonly #store: JobStore
  readonly #now: number
  readonly #problems: { line: number; message: string }[] = []
  #added = 0
  #known = 0
  #restored = 0
  #pending: PendingJob | undefined

  constructor(store: JobStore, now: number) {
    this.#store = store
    this.#now = now
  }

  get result(): ImportResult {
    return { added: this.#added, known: this.#known, restored: this.#restored, problems: this.#problems }
  }

  async addLine(text: string | undefined, lineNumber: number): Promise<void> {
    if (text === undefined || text.length > MAX_LINE_LENGTH) {
      return await this.#skipLine(lineNumber, 'The line is too long.')
    }
    if (hasTooManyParts(text)) return await this.#skipLine(lineNumber, 'The line has too many values.')
    const value = parseJson(text)
    const chunk = chunkLine.safeParse(value)
    if (chunk.success) return await this.#addChunk(chunk.data)
    const job = jobLine.safeParse(value)
    if (!job.success) {
      const issue = job.error.issues[0]
      return await this.#skipLine(
        lineNumber,
        `Not a job: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
      )
    }
    await this.finishVideo()
    await this.#addJob(job.data, lineNumber)
  }

  async #skipLine(line: number, message: string): Promise<void> {
    await this.finishVideo()
    this.#problems.push({ line, message })
  }

  async #addJob(line: JobLine, lineNumber: number): Promise<void> {
    const { id, generationId } = line.job
    const [sameGeneration] = generationId === undefined ? [] : this.#store.findByGeneration(generationId)
    const isKnown = this.#store.has(id) || sameGeneration !== undefined
    const known = isKnown ? (this.#store.get(id) ?? this.#store.get(sameGeneration?.id ?? '')) : undefined
    if (isKnown && (line.videoBytes === undefined || known === undefined || !this.#lacksVideo(known))) {
      this.#known++
      return
    }
    if (line.videoBytes === undefined) return await this.#create(line, lineNumber, undefined)
    const name = `${videoFileName(known ?? line.job)}.${randomUUID().slice(0, 8)}${IMPORT_SUFFIX}`
    const tempFile = join(this.#store.ensureVideosFolder(), name)
    const file = await open(tempFile, 'wx')
    this.#pending = { jobLine: line, lineNumber, known, tempFile, file, receivedBytes: 0 }
  }

  #lacksVideo(job: Job): boolean {
    if (job.state !== 'completed') return false
    const path = this.#store.videoPath(job)
    return path === undefined || !existsSync(path)
  }

  async #addChunk({ videoOf, base64 }: ChunkLine): Promise<void> {
    const pending = this.#pending
    // Otherwise a chunk of a job that is already known, or whose line was invalid.
    if (pending?.jobLine.job.id !== videoOf) return
    const bytes = Buffer.from(base64, 'base64')
    pending.receivedBytes += bytes.length
    // Bytes beyond the announced length are counted and not written.
    if (pending.receivedBytes <= (pending.jobLine.videoBytes ?? 0)) await pending.file.writeFile(bytes)
  }

  /** Finishes the video that is being read, and creates its job. */
  async finishVideo(): Promise<void> {
    const pending = this.#pending
    if (pending === undefined) return
    const { jobLine: line, lineNumber, known, tempFile, file, receivedBytes } = pending
    const { size } = await file.stat()
    await file.sync()
    this.#pending = undefined
    await file.close()
    try {
      if (receivedBytes === line.videoBytes && size === receivedBytes) {
        if (known === undefined) await this.#create(line, lineNumber, { tempFile, sizeBytes: size })
        else await this.#restore(known, lineNumber, { tempFile, sizeBytes: size })
        return
      }
      const count = `${receivedBytes} of ${line.videoBytes} bytes`
      const outcome = known === undefined ? 'The job was imported without it.' : 'The job is already in the list.'
      this.#problems.push({ line: lineNumber, message: `The video is incomplete (${count}). ${outcome}` })
      if (known === undefined) await this.#create(line, lineNumber, undefined)
    } finally {
      rmSync(tempFile, { force: true })
    }
  }

  async dispose(): Promise<void> {
    if (this.#pending === undefined) return
    await this.#pending.file.close()
    rmSync(this.#pending.tempFile, { force: true })
  }

  /** Stores the job and gives its video the final name in one transaction, so that neither exists without the other. */
  async #create(line: JobLine, lineNumber: number, video: ImportedVideo | undefined): Promise<void> {
    const store = this.#store
    const job = importedJob(line, video?.sizeBytes, this.#now)
    const path = join(store.videosFolder, videoFileName(job))
    let isRenamed = false
    try {
      await store.change(() => {
        insertJob(store.database, job)
        if (video !== undefined) renameSync(video.tempFile, path)
        isRenamed = video !== undefined
        return new Set([job.id])
      })
      this.#added++
    } catch (error) {
      // Another import was faster.
      if (store.has(job.id)) {
        this.#known++
        return
      }
      // The transaction could not be committed, for example because the disk is full.
      if (isRenamed) rmSync(path, { force: true })
      this.#problems.push({ line: lineNumber, message: messageOf(error) })
    }
  }

  /** Gives a job of this computer the video that it lacks. */
  async #restore(job: Job, lineNumber: number, { tempFile, sizeBytes }: ImportedVideo): Promise<void> {
    const fileName = videoFileName(job)
    const path = join(this.#store.videosFolder, fileName)
    renameSync(tempFile, path)
    const size = { fileSizeBytes: sizeBytes, fileReceivedBytes: sizeBytes, fileValidator: null }
    const file = { fileState: 'saved', fileName, ...size, fileError: null, savedAt: this.#now } as const
    const finished = { filePendingSince: null, fileOverwrite: false, nextAt: null, failures: 0, misses: 0 }
    if ((await this.#store.patch(job.id, { ...file, ...finished })) !== undefined) {
      this.#restored++
      return
    }
    // The job was deleted during the import. Nothing else would delete the file.
    if (!this.#store.has(job.id)) rmSync(path, { force: true })
    this.#problems.push({ line: lineNumber, message: 'The job was removed during the import.' })
  }
}
