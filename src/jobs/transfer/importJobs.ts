import { renameSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, errorDetail, messageOf } from '../../core/errors.ts'
import type { JobState } from '../../core/job/job.ts'
import type { ImportResult } from '../ports.ts'
import type { JobStore } from '../store/jobStore.ts'
import { type NewJob, NOTICE, promptOf } from '../store/newJob.ts'
import { chunkLine, FORMAT_VERSION, headerLine, type JobLine, jobLine } from './transferFormat.ts'
import { upgradeError } from './version1.ts'

/** A job whose video is still coming. */
interface Pending {
  readonly job: JobLine
  readonly line: number
  readonly part: string
  readonly file: FileHandle
  received: number
}

/**
 * Takes in what `exportJobs` wrote, from lines without their ends. A bad line is told and skipped; a bad header rejects
 * with `AppError('invalid')` before anything is taken in. Nothing is bought: an unfinished job goes on being watched, if
 * its service and key are those of this machine.
 */
export async function importJobs(store: JobStore, lines: AsyncIterable<string>, now: number): Promise<ImportResult> {
  const importer = new Importer(store, now)
  let number = 0
  try {
    for await (const text of lines) {
      number++
      if (number === 1) checkHeader(text)
      else if (text.trim() !== '') await importer.take(text, number)
    }
    await importer.finish()
  } finally {
    await importer.dispose()
  }
  if (number === 0) throw new AppError('invalid', errorDetail('importEmpty', {}))
  return importer.result
}

function checkHeader(text: string): void {
  const header = headerLine.safeParse(parsed(text))
  if (!header.success) throw new AppError('invalid', errorDetail('importNotAnExport', {}))
  if (header.data.version > FORMAT_VERSION) throw new AppError('invalid', errorDetail('importNewer', {}))
}

class Importer {
  readonly #store: JobStore
  readonly #now: number
  readonly #problems: { line: number; message: string }[] = []
  #added = 0
  #known = 0
  #pending: Pending | undefined

  constructor(store: JobStore, now: number) {
    this.#store = store
    this.#now = now
  }

  get result(): ImportResult {
    return { added: this.#added, known: this.#known, problems: this.#problems }
  }

  async take(text: string, line: number): Promise<void> {
    const value = parsed(text)
    const chunk = chunkLine.safeParse(value)
    if (chunk.success) return await this.#takeChunk(chunk.data)
    await this.finish()
    const job = jobLine.safeParse(value)
    if (!job.success) {
      const issue = job.error.issues[0]
      this.#problems.push({ line, message: `not a job: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() })
      return
    }
    await this.#takeJob(job.data, line)
  }

  async #takeJob(job: JobLine, line: number): Promise<void> {
    const store = this.#store
    const same = job.job.generationId === undefined ? [] : store.withGeneration(job.job.generationId)
    if (store.has(job.job.id) || same.length > 0) {
      this.#known++
      return
    }
    if (job.videoBytes === undefined) {
      this.#add(job, line, undefined)
      return
    }
    const part = join(store.ensureVideosFolder(), `${job.job.id}.mp4.import`)
    this.#pending = { job, line, part, file: await open(part, 'w'), received: 0 }
  }

  async #takeChunk(chunk: { videoOf: string; base64: string }): Promise<void> {
    const pending = this.#pending
    // The video of a job that is known, or whose line was bad.
    if (pending === undefined || pending.job.job.id !== chunk.videoOf) return
    const bytes = Buffer.from(chunk.base64, 'base64')
    pending.received += bytes.length
    // More than was announced is counted and not kept.
    if (pending.received <= (pending.job.videoBytes ?? 0)) await pending.file.writeFile(bytes)
  }

  /** Closes the video that is coming in and adds its job. */
  async finish(): Promise<void> {
    const pending = this.#pending
    if (pending === undefined) return
    this.#pending = undefined
    await pending.file.sync()
    await pending.file.close()
    if (pending.received === pending.job.videoBytes) {
      renameSync(pending.part, join(this.#store.videosFolder, `${pending.job.job.id}.mp4`))
      return this.#add(pending.job, pending.line, pending.received)
    }
    rmSync(pending.part, { force: true })
    const message = `the video is not whole (${pending.received} of ${pending.job.videoBytes} bytes); the job was taken in without it`
    this.#problems.push({ line: pending.line, message })
    this.#add(pending.job, pending.line, undefined)
  }

  async dispose(): Promise<void> {
    if (this.#pending === undefined) return
    await this.#pending.file.close()
    rmSync(this.#pending.part, { force: true })
  }

  #add(line: JobLine, number: number, videoBytes: number | undefined): void {
    try {
      this.#store.create(newJobOf(line, videoBytes, this.#now))
      this.#added++
    } catch (error) {
      this.#problems.push({ line: number, message: messageOf(error) })
      if (videoBytes !== undefined) rmSync(join(this.#store.videosFolder, `${line.job.id}.mp4`), { force: true })
    }
  }
}

/** An intent without an answer is looked for, never sent; what runs without an id can only be looked for. */
function stateOf({ state, generationId }: JobLine['job']): JobState {
  if (state === 'submitting') return 'unconfirmed'
  return generationId === undefined && (state === 'queued' || state === 'generating') ? 'unconfirmed' : state
}

function errorOf(job: JobLine['job']): ErrorDetail | undefined {
  return job.error === undefined || 'code' in job.error ? job.error : upgradeError(job.error, job)
}

function newJobOf({ job, request }: JobLine, videoBytes: number | undefined, now: number): NewJob {
  const state = stateOf(job)
  const unfinished = state === 'queued' || state === 'generating' || state === 'unconfirmed'
  // A file from elsewhere must not make the editor ask around on this machine, by itself or when the job is opened.
  const resultUrl = job.resultUrl?.startsWith('https:') ? job.resultUrl : undefined
  const fetchable = state === 'completed' && videoBytes === undefined && resultUrl !== undefined
  const file =
    videoBytes === undefined
      ? {}
      : ({ file_state: 'saved', file_name: `${job.id}.mp4`, file_size: videoBytes } as const)
  const known = {
    ...(job.generationId === undefined ? {} : { generation_id: job.generationId }),
    ...(job.creditsUsed === undefined ? {} : { credits_used: job.creditsUsed }),
    ...(job.submittedAt === undefined ? {} : { submitted_at: job.submittedAt }),
  }
  return {
    id: job.id,
    clientRequestId: job.clientRequestId,
    apiOrigin: new URL(job.apiOrigin).origin,
    // What is listed is what a Retry would buy.
    model: request?.model ?? job.model,
    prompt: request === undefined ? job.prompt : promptOf(request),
    state,
    createdAt: job.createdAt,
    request,
    patch: {
      ...known,
      ...file,
      error: errorOf(job) ?? null,
      support_id: job.supportId ?? null,
      result_url: resultUrl ?? null,
      finished_at: job.finishedAt ?? null,
      next_at: unfinished || fetchable ? now : null,
      // What is finished was told on the machine it comes from.
      notice: unfinished ? NOTICE.none : NOTICE.given,
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
