import * as z from 'zod/mini'

// The messages between the preview panel (editor) and its page (webview). The page shows every text as plain text. Both
// ends have the same version, so a message with an unknown member is rejected.

const MAX_TEXT_LENGTH = 200_000
const MAX_URL_LENGTH = 8_000

const text = z.string().check(z.maxLength(MAX_TEXT_LENGTH))
const shortText = z.string().check(z.maxLength(500))
/** Unix milliseconds. */
const time = z.number().check(z.minimum(0), z.maximum(8.64e15))
const count = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
/** The name of a codicon: lowercase letters, digits and hyphens. */
const icon = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))

const action = z.enum([
  'saveAs',
  'copyVideoUrl',
  'copyGenerationId',
  'showRequest',
  'openBilling',
  'changeAndGenerateAgain',
  'generateAgain',
  'generateVariations',
  'retry',
  'stopTracking',
  'checkAgain',
  'downloadAgain',
  'remove',
  'openExternally',
  'setApiKey',
  'showNewAttempt',
  'showPreviousAttempt',
  'showJobs',
])
/** An action of the page. The editor runs an action only if it is available for the job at that time. */
export type PreviewAction = z.infer<typeof action>

const tone = z.enum(['running', 'success', 'warning', 'error', 'muted'])

const download = z.strictObject({
  label: shortText,
  receivedBytes: count,
  totalBytes: z.optional(count),
})

const mainArea = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('video'),
    label: shortText,
    src: z.string().check(z.maxLength(MAX_URL_LENGTH), z.regex(/^https?:\/\//)),
    /** Width divided by height, used until the metadata of the video is loaded. */
    aspectRatio: z.number().check(z.minimum(0.1), z.maximum(10)),
  }),
  z.strictObject({
    kind: z.literal('progress'),
    /** Whether an icon replaces the progress bar. */
    isPaused: z.boolean(),
    title: shortText,
    detail: shortText,
    /** The page replaces `{0}` in `template` with the time elapsed since `since`. */
    elapsed: z.strictObject({ since: time, template: shortText }),
    /** How long it is expected to take. The page replaces `{0}` in `template` with the remaining time. */
    expected: z.optional(z.strictObject({ durationMs: count, template: shortText })),
    /** Shown once `afterMs` have elapsed. */
    slow: z.optional(z.strictObject({ afterMs: count, text: shortText })),
    download: z.optional(download),
  }),
  z.strictObject({
    kind: z.literal('notice'),
    icon,
    tone,
    title: shortText,
    paragraphs: z.array(text).check(z.maxLength(10)),
  }),
])
/** The main area of the page: the video, the progress, or a notice that explains why there is no video. */
export type PreviewMainArea = z.infer<typeof mainArea>

const iconAction = z.strictObject({ id: action, label: shortText, icon })

const row = z.strictObject({
  label: shortText,
  value: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text }),
    z.strictObject({ kind: z.literal('code'), text }),
    z.strictObject({ kind: z.literal('time'), at: time }),
  ]),
  action: z.optional(iconAction),
})
export type PreviewRow = z.infer<typeof row>

const view = z.strictObject({
  status: z.strictObject({ tone, icon, label: shortText }),
  mainArea,
  actions: z
    .array(z.strictObject({ id: action, label: shortText, icon, primary: z.boolean() }))
    .check(z.maxLength(action.options.length)),
  prompt: z.optional(z.strictObject({ title: shortText, text })),
  sections: z
    .array(
      z.strictObject({
        title: shortText,
        rows: z.array(row).check(z.maxLength(100)),
        action: z.optional(iconAction),
      }),
    )
    .check(z.maxLength(10)),
  strings: z.strictObject({ showMore: shortText, showLess: shortText }),
})
/** Everything that the page shows of a job. */
export type PreviewView = z.infer<typeof view>

const messageToPage = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('show'), view })])
/** A message from the editor to the page. */
export type MessageToPreviewPage = z.infer<typeof messageToPage>

const messageFromPage = z.discriminatedUnion('type', [
  /** The page has loaded, or reloaded, and needs its view. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('runAction'), action }),
  /** The page could not play `src`. `code` is the `MediaError` code, or 0 if there is none. */
  z.strictObject({
    type: z.literal('playbackError'),
    src: z.string().check(z.maxLength(MAX_URL_LENGTH)),
    code: z.int().check(z.minimum(0), z.maximum(10)),
  }),
])
/** A message from the page to the editor. */
export type MessageFromPreviewPage = z.infer<typeof messageFromPage>

const pageState = z.object({
  positionSeconds: z.optional(z.number().check(z.minimum(0), z.maximum(1e6))),
  paused: z.optional(z.boolean()),
})
/** What the page saves with `setState`. */
export type PreviewPageState = z.infer<typeof pageState>

/** Returns undefined if `text` is not a valid view as JSON, which the page gets with its HTML. */
export function parsePreviewView(text: string | undefined): PreviewView | undefined {
  try {
    return view.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}

/** Returns undefined if `message` is not a valid message to the page. */
export function parseMessageToPreviewPage(message: unknown): MessageToPreviewPage | undefined {
  return messageToPage.safeParse(message).data
}

/** Returns undefined if `message` is not a valid message from the page. */
export function parseMessageFromPreviewPage(message: unknown): MessageFromPreviewPage | undefined {
  return messageFromPage.safeParse(message).data
}

/** Returns undefined if `state` is not a saved state. Drops members that another version added. */
export function parsePreviewPageState(state: unknown): PreviewPageState | undefined {
  return pageState.safeParse(state).data
}
