import * as z from 'zod/mini'

// Parts of a video file, which a page reads by asking the editor for them.

/** The most that one answer contains. */
export const MAX_READ_BYTES = 64_000_000

const offset = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
const requestId = z.int().check(z.minimum(0))

/** Members of a message that reads a part of a file, up to `end`, which is not included. */
export const readMembers = { type: z.literal('read'), requestId, start: offset, end: offset }

/** The answer to `read`. Without `bytes`, the file could not be read. */
export const bytesMessage = z.strictObject({
  type: z.literal('bytes'),
  requestId,
  bytes: z.optional(bytesUpTo(MAX_READ_BYTES)),
})

export function bytesUpTo(limitBytes: number) {
  return z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.byteLength <= limitBytes)
}
