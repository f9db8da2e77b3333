import { renameSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { ImportResult } from '../jobActions.ts'
import type { JobStore } from '../store/jobStore.ts'
import { videoFileName } from '../video/videoFiles.ts'
import { importedJob } from './importedJob.ts'
import { type ChunkLine, chunkLine, FORMAT_VERSION, headerLine, type JobLine, jobLine } from './transferFormat.ts'

/** A job whose video is being read. */
interface PendingJob {
  readonly jobLine: JobLine
  readonly lineNumber: number
  readonly partFile: string
  readonly file: FileHandle
  receivedBytes: number
}

/**
 * Imports lines that `exportJobs` wrote, without their line breaks. Skips and reports an invalid line; rejects with
 * `AppError('invalid')` for an invalid header. Sends nothing: an unfinished job is polled if its service and key are those
 * of this computer.
 */
export async function importJobs(store: JobStore, lines: AsyncIterable<string>, now: number): Promise<ImportResult> {
  const importer = new Importer(store, now)
  let lineNumber = 0
  try {
    for await (const text of lines) {
      lineNumber++
      if (lineNumber === 1) checkHeader(text)
      else if (text.trim() !== '') await importer.addLine(text, lineNumber)
    }
    await importer.finishVideo()
  } finally {
    await importer.dispose()
  }
  if (lineNumber === 0) throw new AppError('invalid', errorDetail('importEmpty', {}))
  return importer.result
}

function checkHeader(text: string): void {
  const header = headerLine.safeParse(parseJson(text))
  if (!header.success) throw new AppError('invalid', errorDetail('importNotAnExport', {}))
  if (header.data.version > FORMAT_VERSION) throw new AppError('invalid', errorDetail('importNewer', {}))
}

class Importer {
  readonly #store: JobStore
  readonly #now: number
  readonly #problems: { line: number; message: string }[] = []
  #added = 0
  #known = 0
  #pending: PendingJob | undefined

  constructor(store: JobStore, now: number) {
    this.#store = store
    this.#now = now
  }

  get result(): ImportResult {
    return { added: this.#added, known: this.#known, problems: this.#problems }
  }

  async addLine(text: string, lineNumber: number): Promise<void> {
    const value = parseJson(text)
    const chunk = chunkLine.safeParse(value)
    if (chunk.success) return await this.#addChunk(chunk.data)
    await this.finishVideo()
    const job = jobLine.safeParse(value)
    if (job.success) return await this.#addJob(job.data, lineNumber)
    const issue = job.error.issues[0]
    const message = `Not a job: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim()
    this.#problems.push({ line: lineNumber, message })
  }

  async #addJob(line: JobLine, lineNumber: number): Promise<void> {
    const { id, generationId } = line.job
    const sameGeneration = generationId === undefined ? [] : this.#store.findByGeneration(generationId)
    if (this.#store.has(id) || sameGeneration.length > 0) {
      this.#known++
      return
    }
    if (line.videoBytes === undefined) return await this.#create(line, lineNumber, undefined)
    const partFile = join(this.#store.ensureVideosFolder(), `${videoFileName(line.job)}.import`)
    const file = await open(partFile, 'w')
    this.#pending = { jobLine: line, lineNumber, partFile, file, receivedBytes: 0 }
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
    this.#pending = undefined
    const { jobLine: line, lineNumber, partFile, file, receivedBytes } = pending
    await file.sync()
    await file.close()
    if (receivedBytes === line.videoBytes) {
      renameSync(partFile, this.#videoPath(line))
      return await this.#create(line, lineNumber, receivedBytes)
    }
    rmSync(partFile, { force: true })
    const message = `The video is incomplete (${receivedBytes} of ${line.videoBytes} bytes). The job was imported without it.`
    this.#problems.push({ line: lineNumber, message })
    await this.#create(line, lineNumber, undefined)
  }

  async dispose(): Promise<void> {
    if (this.#pending === undefined) return
    await this.#pending.file.close()
    rmSync(this.#pending.partFile, { force: true })
  }

  async #create(line: JobLine, lineNumber: number, videoBytes: number | undefined): Promise<void> {
    try {
      await this.#store.create(importedJob(line, videoBytes, this.#now))
      this.#added++
    } catch (error) {
      this.#problems.push({ line: lineNumber, message: messageOf(error) })
      if (videoBytes !== undefined) rmSync(this.#videoPath(line), { force: true })
    }
  }

  #videoPath({ job }: JobLine): string {
    return join(this.#store.videosFolder, videoFileName(job))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
