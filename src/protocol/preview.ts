import * as z from 'zod/mini'

// The messages between the preview panel (editor) and its page (webview), both ways. Every text in them is shown as
// text, whatever it holds. Unknown members make a message unknown: both ends are of one version.

const LONGEST_TEXT = 200_000

const text = z.string().check(z.maxLength(LONGEST_TEXT))
const shortText = z.string().check(z.maxLength(500))
const jobId = z.string().check(z.minLength(1), z.maxLength(100))
/** Unix milliseconds. */
const time = z.number().check(z.minimum(0), z.maximum(8.64e15))
const bytes = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
/** Lower-case words with hyphens, as codicons are named. */
const icon = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))

const action = z.enum([
  'saveAs',
  'copyVideoUrl',
  'copyGenerationId',
  'showRequest',
  'generateAgain',
  'retry',
  'stopTracking',
  'checkAgain',
  'downloadAgain',
  'remove',
  'openExternally',
  'showJobs',
])
/** What a person can do from the page. The editor does only what it offered for the job as it is now. */
export type PreviewAction = z.infer<typeof action>

const tone = z.enum(['running', 'good', 'warning', 'bad', 'quiet'])

const transfer = z.strictObject({
  label: shortText,
  receivedBytes: bytes,
  totalBytes: z.optional(bytes),
})

/** The large part of the page: the video, or what there is instead of it. */
const stage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('video'),
    label: shortText,
    src: z.string().check(z.maxLength(8_000), z.regex(/^https?:\/\//)),
    /** Width by height; a guess until the video itself is known. */
    aspectRatio: z.number().check(z.minimum(0.1), z.maximum(10)),
    note: z.optional(shortText),
    download: z.optional(transfer),
  }),
  z.strictObject({
    kind: z.literal('progress'),
    title: shortText,
    detail: shortText,
    since: time,
    /** Holds `{0}`, where the page puts the time since `since`. */
    ageLabel: shortText,
    slow: z.optional(z.strictObject({ afterMs: bytes, text: shortText })),
    download: z.optional(transfer),
  }),
  z.strictObject({
    kind: z.literal('notice'),
    icon,
    tone,
    title: shortText,
    paragraphs: z.array(text).check(z.maxLength(10)),
  }),
])
export type PreviewStage = z.infer<typeof stage>

const rowAction = z.strictObject({ id: action, label: shortText, icon })

const row = z.strictObject({
  label: shortText,
  value: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text }),
    z.strictObject({ kind: z.literal('code'), text }),
    z.strictObject({ kind: z.literal('time'), at: time }),
  ]),
  action: z.optional(rowAction),
})
export type PreviewRow = z.infer<typeof row>

const view = z.strictObject({
  jobId,
  status: z.strictObject({ tone, icon, label: shortText }),
  stage,
  actions: z
    .array(z.strictObject({ id: action, label: shortText, icon, primary: z.boolean() }))
    .check(z.maxLength(action.options.length)),
  prompt: z.optional(z.strictObject({ title: shortText, text })),
  sections: z
    .array(
      z.strictObject({
        title: shortText,
        rows: z.array(row).check(z.maxLength(100)),
        action: z.optional(rowAction),
      }),
    )
    .check(z.maxLength(10)),
  words: z.strictObject({ showMore: shortText, showLess: shortText }),
})
/** All that the page shows of a job. */
export type PreviewView = z.infer<typeof view>

const toPage = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('show'), view })])
/** From the editor to the page. */
export type ToPreviewPage = z.infer<typeof toPage>

const fromPage = z.discriminatedUnion('type', [
  /** The page has (re)started and knows nothing. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('act'), action }),
  /** The page could not play `src`; `code` is the `MediaError` code, 0 when there is none. */
  z.strictObject({
    type: z.literal('unplayable'),
    src: z.string().check(z.maxLength(8_000)),
    code: z.int().check(z.minimum(0), z.maximum(10)),
  }),
])
/** From the page to the editor. */
export type FromPreviewPage = z.infer<typeof fromPage>

const pageState = z.object({
  jobId,
  /** Where the video was, in seconds. */
  positionSeconds: z.optional(z.number().check(z.minimum(0), z.maximum(1e6))),
  paused: z.optional(z.boolean()),
})
/** What the page remembers through `setState`; the editor reads `jobId` from it after a reload. */
export type PreviewPageState = z.infer<typeof pageState>

/** Undefined for anything that is not a message to the page. */
export function parseToPreviewPage(message: unknown): ToPreviewPage | undefined {
  return toPage.safeParse(message).data
}

/** Undefined for anything that is not a message from the page. */
export function parseFromPreviewPage(message: unknown): FromPreviewPage | undefined {
  return fromPage.safeParse(message).data
}

/** Undefined for anything that is not a remembered state. Members of other versions are dropped. */
export function parsePreviewPageState(state: unknown): PreviewPageState | undefined {
  return pageState.safeParse(state).data
}
