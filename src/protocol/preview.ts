import * as z from 'zod/mini'
import { bytesMessage, readMembers } from './fileReads.ts'
import { playbackStrings } from './playback.ts'

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
  'compareSource',
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
  'generateFromFile',
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
    /** From the index of the file; undefined until it was read, or if it cannot be read. */
    timing: z.optional(
      z.strictObject({
        framesPerSecond: z.number().check(z.gt(0), z.maximum(1000)),
        frames: z.int().check(z.minimum(1), z.maximum(1e8)),
      }),
    ),
    /** Undefined if the file has no audio track, or was not read yet. */
    audio: z.optional(
      z.strictObject({
        /** For `canPlayType`; undefined if the codec is not known. */
        mediaType: z.optional(shortText),
        /** Shown if the page cannot play it. */
        unsupportedText: shortText,
      }),
    ),
    /** Set if the file is large and can be read in parts: see `read`. */
    large: z.optional(
      z.strictObject({
        sizeBytes: count,
        /** Shown if the page cannot play the file in parts. */
        slowText: shortText,
      }),
    ),
    /** A problem that does not prevent playing. */
    note: z.optional(shortText),
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
  /** Why the value is marked: what was requested instead. */
  difference: z.optional(shortText),
  action: z.optional(iconAction),
})
export type PreviewRow = z.infer<typeof row>

const view = z.strictObject({
  /** Undefined for a file that is not of a job. */
  status: z.optional(z.strictObject({ tone, icon, label: shortText })),
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
  /** The context of the video's context menu, which `when` clauses in package.json read. */
  menu: z.strictObject({
    /** The argument of commands that run on a job. */
    id: z.optional(shortText),
    /** Like `viewItem` in the list: `;saveAs;copyVideoUrl;`. */
    wanVaceActions: shortText,
  }),
  strings: z.strictObject({
    showMore: shortText,
    showLess: shortText,
    details: shortText,
    moreActions: shortText,
    saveFrame: shortText,
    copyFrame: shortText,
    playback: playbackStrings,
  }),
})
/** Everything that the page shows of a job. */
export type PreviewView = z.infer<typeof view>

const frameUse = z.enum(['save', 'copy', 'firstFrame', 'lastFrame', 'reference'])
/** What a frame of the video is used for. */
export type FrameUse = z.infer<typeof frameUse>

const messageToPage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('show'), view }),
  /** The page replies with `frame`. It copies a frame to the clipboard itself. */
  z.strictObject({ type: z.literal('useFrame'), use: frameUse }),
  bytesMessage,
])
/** A message from the editor to the page. */
export type MessageToPreviewPage = z.infer<typeof messageToPage>

const url = z.string().check(z.maxLength(MAX_URL_LENGTH))
const messageFromPage = z.discriminatedUnion('type', [
  /** The page has loaded, or reloaded, and needs its view. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('runAction'), action }),
  /** Reads a part of the video file. */
  z.strictObject({ ...readMembers, src: url }),
  /** The page could not play `src`. `code` is the `MediaError` code, or 0 if there is none. */
  z.strictObject({
    type: z.literal('playbackError'),
    src: url,
    code: z.int().check(z.minimum(0), z.maximum(10)),
  }),
  z.strictObject({
    type: z.literal('frame'),
    use: frameUse,
    /** Counted from 0. */
    frame: z.int().check(z.minimum(0), z.maximum(1e8)),
    /** Undefined if the frame was copied to the clipboard. */
    png: z.optional(z.instanceof(Uint8Array)),
  }),
  /** The page could not read the picture, or not write it to the clipboard. */
  z.strictObject({ type: z.literal('frameFailed'), use: frameUse }),
  z.strictObject({ type: z.literal('fullScreen'), isOn: z.boolean() }),
])
/** A message from the page to the editor. */
export type MessageFromPreviewPage = z.infer<typeof messageFromPage>

const frame = z.int().check(z.minimum(0), z.maximum(1e8))
const pageState = z.object({
  positionSeconds: z.optional(z.number().check(z.minimum(0), z.maximum(1e6))),
  paused: z.optional(z.boolean()),
  loop: z.optional(z.boolean()),
  /** The frames between the in and out points. */
  range: z.optional(z.object({ first: frame, last: frame })),
  speed: z.optional(z.number().check(z.minimum(0.0625), z.maximum(16))),
  volume: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  muted: z.optional(z.boolean()),
  /** `scale` is relative to the size that fits. `x` and `y` are fractions of the visible area. */
  zoom: z.optional(
    z.object({
      scale: z.number().check(z.minimum(1), z.maximum(100)),
      x: z.number().check(z.minimum(-100), z.maximum(100)),
      y: z.number().check(z.minimum(-100), z.maximum(100)),
    }),
  ),
  detailsClosed: z.optional(z.boolean()),
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
