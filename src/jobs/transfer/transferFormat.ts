import * as z from 'zod'
import { MAX_NAME_LENGTH, MAX_NOTE_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from '../../core/job/annotations.ts'
import { JOB_STATES } from '../../core/job/transitions.ts'
import { errorSchema } from './errorSchema.ts'
import { version1Error } from './version1.ts'

export const FORMAT = 'wan-vace-jobs'
export const FORMAT_VERSION = 2

/** Bytes of video in one line, so that any tool that reads lines can read an export. */
export const CHUNK_BYTES = 192 * 1024

const time = z.int().min(0).max(8_640_000_000_000_000)
const text = (maxLength: number) => z.string().max(maxLength)

/** The first line of an export. */
export const headerLine = z.object({ format: z.literal(FORMAT), version: z.int().min(1) })

/** A job, without what is known only to its own computer: leases, waits and file names. */
export const jobLine = z.object({
  job: z.object({
    // Used as a file name, so it must be a UUID. In lower case, because some file systems ignore the case.
    id: z.uuid().toLowerCase(),
    clientRequestId: text(128),
    apiOrigin: z.url({ protocol: /^https?$/ }).max(300),
    model: text(200),
    prompt: text(300),
    state: z.enum(JOB_STATES as [string, ...string[]]).transform((s) => s as (typeof JOB_STATES)[number]),
    generationId: text(1000).optional(),
    error: z.union([errorSchema, version1Error]).optional(),
    supportId: text(200).optional(),
    resultUrl: text(100_000).optional(),
    creditsUsed: z.number().min(0).optional(),
    createdAt: time,
    submittedAt: time.optional(),
    finishedAt: time.optional(),
    name: text(MAX_NAME_LENGTH).optional(),
    note: text(MAX_NOTE_LENGTH).optional(),
    tags: z.array(text(MAX_TAG_LENGTH)).max(MAX_TAGS).optional(),
    isFavorite: z.boolean().optional(),
  }),
  request: z.object({ model: text(200), values: z.record(z.string(), z.unknown()) }).optional(),
  /** The size of the video in the chunks that follow. */
  videoBytes: z.int().min(1).optional(),
})

/** A chunk of the video of the job line before it. */
export const chunkLine = z.object({ videoOf: z.uuid().toLowerCase(), base64: z.string().max(CHUNK_BYTES * 2) })

export type JobLine = z.infer<typeof jobLine>
export type ChunkLine = z.infer<typeof chunkLine>
