import * as z from 'zod'
import type { Balance, GenerationResponse, LogPage, LogRow } from './apiClient.ts'

// What the API answers, read leniently: anything that may be missing may be null, unknown fields are left out, and a
// field that only informs does not make an answer useless. Source: the vendor's OpenAPI files, see API.md.

const noneIfWrong = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined)

/** A number, or one written as a string. */
const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
])

const text = z.string().transform((value) => (value === '' ? undefined : value))

/** As an import takes it; no result's address comes near. */
const LONGEST_URL = 100_000

/** Opaque, up to 512 characters; holds `:` and `/`, but no spaces and no control characters. */
export const generationId = z.string().regex(/^[^\s\p{C}]{1,512}$/u)

const generationError = z.union([
  z.object({ name: z.string().nullish(), message: z.string().nullish() }),
  z.string().transform((message) => ({ name: undefined, message })),
])

export const generationWire = z
  .object({
    id: generationId,
    status: z.string().min(1).max(100),
    video: z.object({ url: text.nullish() }).nullish(),
    error: generationError.nullish(),
    meta: noneIfWrong(z.object({ usage: noneIfWrong(z.object({ credits_used: noneIfWrong(amount) })) })),
  })
  .transform(
    ({ id, status, video, error, meta }): GenerationResponse => ({
      id,
      status,
      videoUrl: believable(video?.url ?? undefined),
      error: error ? { name: error.name ?? 'error', message: error.message ?? '' } : undefined,
      creditsUsed: meta?.usage?.credits_used ?? undefined,
    }),
  )

/** An address goes into the list of jobs, which is read as a whole; only a video inside the answer may be large. */
function believable(url: string | undefined): string | undefined {
  return url !== undefined && (url.length <= LONGEST_URL || url.startsWith('data:')) ? url : undefined
}

export const balanceWire = z
  .object({ current_balance: amount, currency: noneIfWrong(z.string().regex(/^[A-Za-z]{3}$/)) })
  .transform(({ current_balance, currency }): Balance => ({ amount: current_balance, currency: currency ?? 'USD' }))

/** The latest moment that `Date` knows: beyond it, no date can be shown. */
const LATEST = 8_640_000_000_000_000

const moment = z.union([
  z.string().transform((value) => Date.parse(value)),
  // Seconds or milliseconds of the Unix clock.
  z.number().transform((value) => (value < 1e11 ? value * 1000 : value)),
])

const logRowWire = z
  .object({
    created: moment.refine((ms) => Math.abs(ms) <= LATEST),
    status: z.string(),
    origin: noneIfWrong(z.string()),
    model: z.string(),
    cost: noneIfWrong(z.object({ usd: noneIfWrong(amount), credits: noneIfWrong(amount) })),
    request_id: noneIfWrong(text),
    inference_id: generationId,
    client_request_id: noneIfWrong(text),
  })
  .transform(
    (row): LogRow => ({
      createdAt: row.created,
      // Two words are documented. Only this one says that nothing was charged; anything else has to be looked at.
      status: row.status === 'failed' ? 'failed' : 'succeeded',
      origin: row.origin ?? '',
      model: row.model,
      costUsd: row.cost?.usd ?? 0,
      costCredits: row.cost?.credits ?? 0,
      requestId: row.request_id ?? undefined,
      inferenceId: row.inference_id,
      clientRequestId: row.client_request_id ?? undefined,
    }),
  )

export const logPageWire = z
  .object({
    // One row that is not understood must not hide the others.
    data: z.array(logRowWire.optional().catch(undefined)),
    pagination: noneIfWrong(z.object({ has_more: noneIfWrong(z.boolean()) })),
  })
  .transform(
    ({ data, pagination }): LogPage => ({
      rows: data.filter((row) => row !== undefined),
      hasMore: pagination?.has_more ?? false,
    }),
  )

/** The id in an answer that could not be understood as a whole. */
export function idIn(body: unknown): string | undefined {
  const found = z.object({ id: generationId }).safeParse(body)
  return found.success ? found.data.id : undefined
}
