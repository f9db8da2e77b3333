import * as z from 'zod/mini'
import { bytesMessage, bytesUpTo, readMembers } from './fileReads.ts'
import { playbackStrings } from './playback.ts'

// The messages between the comparison panel (editor) and its page (webview). The page shows every text as plain text. Both
// ends have the same version, so a message with an unknown member is rejected.

/** Videos that can be compared. A matrix may have more: see `MAX_MATRIX_TILES`. */
export const MAX_TILES = 9
/** Videos of a matrix, whose rows and columns have labels. */
export const MAX_MATRIX_TILES = 25

/** The most that one message from the page may contain: a comparison that is exported. */
const MAX_EXPORT_BYTES = 2_000_000_000
const MAX_URL_LENGTH = 8_000

const shortText = z.string().check(z.maxLength(500))
const jobId = z.string().check(z.minLength(1), z.maxLength(100))
/** A field name of the API. */
const parameterName = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,60}$/))
const count = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
const seconds = z.number().check(z.minimum(0), z.maximum(1e6))
const index = z.int().check(z.minimum(0), z.maximum(MAX_MATRIX_TILES - 1))

const comparison = z.object({
  jobIds: z.array(jobId).check(z.minLength(1), z.maxLength(MAX_MATRIX_TILES)),
  /** Whether the source video of the only job is compared with its result. */
  withSource: z.optional(z.boolean()),
  /** The parameters whose values label the columns and rows of a matrix. */
  axes: z.optional(z.object({ column: parameterName, row: z.optional(parameterName) })),
})
/** What is compared. Also the argument of the command `wanVace.compare`. */
export type Comparison = z.infer<typeof comparison>

const tileAction = z.enum(['downloadSource', 'downloadAgain'])
export type CompareTileAction = z.infer<typeof tileAction>

const tile = z.strictObject({
  /** The ID of the job, or `source`. */
  id: jobId,
  /** One line: what distinguishes this video from the others. */
  title: shortText,
  /** Only the parameters that differ. */
  rows: z.array(z.strictObject({ label: shortText, value: shortText })).check(z.maxLength(40)),
  video: z.optional(
    z.strictObject({
      src: z.string().check(z.maxLength(MAX_URL_LENGTH), z.regex(/^https?:\/\//)),
      width: count,
      height: count,
      frames: count,
      framesPerSecond: z.number().check(z.minimum(0), z.maximum(1000)),
      sizeBytes: count,
    }),
  ),
  /** Shown instead of a video. */
  notice: z.optional(
    z.strictObject({ text: shortText, action: z.optional(z.strictObject({ id: tileAction, label: shortText })) }),
  ),
  /** Undefined for the source. */
  isFavorite: z.optional(z.boolean()),
  /** The place in a matrix. */
  column: z.optional(index),
  row: z.optional(index),
})
/** One of the compared videos. */
export type CompareTile = z.infer<typeof tile>

const text = z.enum([
  'title',
  'layout',
  'grid',
  'stacked',
  'wipe',
  'onionSkin',
  'difference',
  'divider',
  'opacity',
  'showAlone',
  'showAll',
  'markBest',
  'unmarkBest',
  'removeOthers',
  'open',
  'measure',
  'cancel',
  'export',
  'fewerVideos',
  'metrics',
  'firstVideo',
  'secondVideo',
  'measuring',
  'measureFailed',
  'mean',
  'lowest',
  'goToLowest',
  'infinite',
  'chartPosition',
  'tileKeys',
  'nextLayout',
  'moveDivider',
  'exportUnsupported',
])
export type CompareText = z.infer<typeof text>

const view = z.strictObject({
  tiles: z.array(tile).check(z.maxLength(MAX_MATRIX_TILES)),
  matrix: z.optional(
    z.strictObject({
      columns: z.array(shortText).check(z.maxLength(MAX_MATRIX_TILES)),
      rows: z.array(shortText).check(z.maxLength(MAX_MATRIX_TILES)),
    }),
  ),
  strings: z.record(text, shortText),
  playback: playbackStrings,
})
/** Everything that the page shows. */
export type CompareView = z.infer<typeof view>

export const EXPORT_FORMATS = ['mp4', 'png'] as const
const exportFormat = z.enum(EXPORT_FORMATS)
export type CompareExportFormat = z.infer<typeof exportFormat>

const messageToPage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('show'), view }),
  bytesMessage,
  /** Make an export and send it with `exported`. */
  z.strictObject({ type: z.literal('export'), format: exportFormat }),
  z.strictObject({ type: z.literal('cancelExport') }),
])
/** A message from the editor to the page. */
export type MessageToComparePage = z.infer<typeof messageToPage>

const messageFromPage = z.discriminatedUnion('type', [
  /** The page has loaded, or reloaded, and needs its view. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('runTileAction'), id: jobId, action: tileAction }),
  z.strictObject({ type: z.literal('open'), id: jobId }),
  /** Removes all compared jobs but this one. */
  z.strictObject({ type: z.literal('keepOnly'), id: jobId }),
  z.strictObject({ type: z.literal('setFavorite'), id: jobId, isFavorite: z.boolean() }),
  /** The page could not play the video of a tile. */
  z.strictObject({ type: z.literal('playbackError'), id: jobId }),
  /** Reads a part of the video of a tile. */
  z.strictObject({ ...readMembers, id: jobId }),
  z.strictObject({ type: z.literal('chooseExport') }),
  z.strictObject({
    type: z.literal('exportProgress'),
    share: z.number().check(z.minimum(0), z.maximum(1)),
  }),
  z.strictObject({
    type: z.literal('exported'),
    bytes: z.optional(bytesUpTo(MAX_EXPORT_BYTES)),
    error: z.optional(shortText),
  }),
])
/** A message from the page to the editor. */
export type MessageFromComparePage = z.infer<typeof messageFromPage>

export const LAYOUTS = ['grid', 'stacked', 'wipe', 'onionSkin', 'difference'] as const
const layout = z.enum(LAYOUTS)
/** `grid` shows two videos side by side. The others need exactly two videos. */
export type CompareLayout = z.infer<typeof layout>

const share = z.number().check(z.minimum(0), z.maximum(1))
const pageState = z.object({
  comparison,
  layout: z.optional(layout),
  /** The only tile that is shown, by its position. */
  alone: z.optional(index),
  positionSeconds: z.optional(seconds),
  isPaused: z.optional(z.boolean()),
  speed: z.optional(z.number().check(z.minimum(0.05), z.maximum(16))),
  /** The place of the divider, from the left. */
  divider: z.optional(share),
  opacity: z.optional(share),
})
/** What the page saves with `setState`. After a reload of the window, the editor reads `comparison` from it. */
export type ComparePageState = z.infer<typeof pageState>

/** Returns undefined if `value` does not describe a comparison. */
export function parseComparison(value: unknown): Comparison | undefined {
  const parsed = comparison.safeParse(value).data
  if (parsed === undefined) return undefined
  const jobIds = [...new Set(parsed.jobIds)]
  const limit = parsed.axes === undefined ? MAX_TILES : MAX_MATRIX_TILES
  const isValid = parsed.withSource === true ? jobIds.length === 1 : jobIds.length >= 2 && jobIds.length <= limit
  return isValid ? { ...parsed, jobIds } : undefined
}

/** Returns undefined if `message` is not a valid message to the page. */
export function parseMessageToComparePage(message: unknown): MessageToComparePage | undefined {
  return messageToPage.safeParse(message).data
}

/** Returns undefined if `message` is not a valid message from the page. */
export function parseMessageFromComparePage(message: unknown): MessageFromComparePage | undefined {
  return messageFromPage.safeParse(message).data
}

/** Returns undefined if `state` is not a saved state. Drops members that another version added. */
export function parseComparePageState(state: unknown): ComparePageState | undefined {
  const parsed = pageState.safeParse(state).data
  return parsed && parseComparison(parsed.comparison) ? parsed : undefined
}
