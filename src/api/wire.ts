import * as z from 'zod'
import type { Balance, GenerationResponse, LogPage, LogRow } from './client.ts'
import { parseUtc } from './parseUtc.ts'

// The bodies of responses. Parsing is lenient: a field that may be missing may be null, unknown fields are ignored, and
// a wrong value of a field that only informs does not make the response unusable. Source: the vendor's OpenAPI files.

export const undefinedIfInvalid = <T extends z.ZodType>(schema: T) => schema.nullish().catch(undefined)

/** A number, or a number in a string. */
export const amountSchema = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
])

const textSchema = z.string().transform((value) => (value === '' ? undefined : value))

/** The limit of an import, too. No real URL is nearly as long. */
const MAX_URL_LENGTH = 100_000

/** Opaque, up to 512 characters. May contain `:` and `/`, but no spaces or control characters. */
export const generationIdSchema = z.string().regex(/^[^\s\p{C}]{1,512}$/u)

/** No status is nearly as long. */
const MAX_STATUS_LENGTH = 100

const statusSchema = z
  .string()
  .min(1)
  .transform((status) => status.slice(0, MAX_STATUS_LENGTH))

const errorTextSchema = z.union([z.string(), z.number().transform(String)])

const generationErrorSchema = z.union([
  z.object({ name: undefinedIfInvalid(errorTextSchema), message: undefinedIfInvalid(errorTextSchema) }),
  errorTextSchema.transform((message) => ({ name: undefined, message })),
])

const videoUrlSchema = z.string().transform((text): string | undefined => {
  const url = text.trim().replace(/^data:/i, 'data:')
  // Stored in the job list, which is read as a whole. Only a `data:` URI, which is not stored, may be large.
  return url !== '' && (url.length <= MAX_URL_LENGTH || url.startsWith('data:')) ? url : undefined
})

const videoSchema = z.union([
  z.object({ url: undefinedIfInvalid(videoUrlSchema) }),
  videoUrlSchema.transform((url) => ({ url })),
])

/**
 * The state of a generation. Each part is parsed by itself: one that is not valid counts as missing, and a response with a
 * video or a status can be used. `requestedId` takes the place of an ID that is missing.
 */
export function generationSchema(requestedId?: string): z.ZodType<GenerationResponse> {
  return z
    .object({
      id: requestedId === undefined ? generationIdSchema : generationIdSchema.catch(requestedId),
      status: undefinedIfInvalid(statusSchema),
      video: undefinedIfInvalid(videoSchema),
      error: undefinedIfInvalid(generationErrorSchema),
      meta: undefinedIfInvalid(
        z.object({ usage: undefinedIfInvalid(z.object({ credits_used: undefinedIfInvalid(amountSchema) })) }),
      ),
    })
    .refine(({ status, video }) => typeof status === 'string' || typeof video?.url === 'string')
    .transform(
      ({ id, status, video, error, meta }): GenerationResponse => ({
        id,
        // The video is what counts.
        status: status ?? 'completed',
        videoUrl: video?.url ?? undefined,
        error: error ? { name: error.name ?? undefined, message: error.message ?? '' } : undefined,
        creditsUsed: meta?.usage?.credits_used ?? undefined,
      }),
    )
}

export const balanceSchema = z
  .object({ current_balance: amountSchema, currency: undefinedIfInvalid(z.string().regex(/^[A-Za-z]{3}$/)) })
  .transform(({ current_balance, currency }): Balance => ({ amount: current_balance, currency: currency ?? 'USD' }))

/** The largest time value of `Date`. */
const MAX_DATE_MS = 8_640_000_000_000_000

export const timestampSchema = z
  .union([
    z.string().transform(parseUtc),
    // Unix time in seconds or milliseconds.
    z.number().transform((value) => (value < 1e11 ? value * 1000 : value)),
  ])
  .refine((ms) => Math.abs(ms) <= MAX_DATE_MS)

const logRowSchema = z
  .object({
    created: timestampSchema,
    status: z.string(),
    origin: undefinedIfInvalid(z.string()),
    model: z.string(),
    cost: undefinedIfInvalid(
      z.object({ usd: undefinedIfInvalid(amountSchema), credits: undefinedIfInvalid(amountSchema) }),
    ),
    request_id: undefinedIfInvalid(textSchema),
    inference_id: generationIdSchema,
    client_request_id: undefinedIfInvalid(textSchema),
  })
  .transform(
    (row): LogRow => ({
      createdAt: row.created,
      // Only `failed` means that nothing was charged. Any other status counts as a generation that must be checked.
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

export const logPageSchema = z
  .object({
    // An invalid row must not hide the others.
    data: z.array(logRowSchema.optional().catch(undefined)),
    pagination: undefinedIfInvalid(z.object({ has_more: undefinedIfInvalid(z.boolean()) })),
  })
  .transform(
    ({ data, pagination }): LogPage => ({
      rows: data.filter((row) => row !== undefined),
      hasMore: pagination?.has_more ?? false,
    }),
  )
