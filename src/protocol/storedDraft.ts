import * as z from 'zod/mini'

// The draft of the form as it is stored between sessions of the editor.

const mediaItem = z.discriminatedUnion('kind', [
  z.object({ id: z.string(), kind: z.literal('url'), url: z.string() }),
  /** `uri` is the URI of a file that the editor can read. */
  z.object({ id: z.string(), kind: z.literal('file'), uri: z.string() }),
  /** The `data:` URI at `index` of the same parameter of the original request. */
  z.object({ id: z.string(), kind: z.literal('original'), index: z.number() }),
])
/** A video or image of a draft. A `data:` URI is never stored: a file becomes one when the request is sent. */
export type DraftMedia = z.infer<typeof mediaItem>

const storedDraft = z.object({
  texts: z.record(z.string(), z.string()),
  media: z.record(z.string(), z.array(mediaItem)),
  /** Names of texts that are sent empty. */
  empty: z.optional(z.array(z.string())),
  /** Without edits: the user's default values apply, which can change. */
  isUnmodified: z.optional(z.boolean()),
  newSeed: z.optional(z.boolean()),
  lastSeed: z.optional(z.string()),
})
/** A draft as it is stored. */
export type StoredDraft = z.infer<typeof storedDraft>

/** Returns undefined if `value` is not a stored draft. */
export function parseStoredDraft(value: unknown): StoredDraft | undefined {
  return storedDraft.safeParse(value).data
}
