import * as z from 'zod/mini'
import { MAX_TAG_LENGTH } from '../core/job/annotations.ts'
import { JOB_SORTS } from '../core/job/jobFilter.ts'

// The messages between the gallery (editor) and its page (webview). The page shows every text as plain text.

/** Tiles that are sent in one message. */
export const GALLERY_PAGE_SIZE = 60
/** A thumbnail has a few kilobytes. */
export const MAX_THUMBNAIL_LENGTH = 200_000
/** More tiles cannot be selected at the same time. */
export const MAX_SELECTED = 1000

const text = z.string().check(z.maxLength(1000))
const id = z.string().check(z.regex(/^[0-9a-f-]{36}$/))
const url = z.string().check(z.maxLength(8000), z.regex(/^https?:\/\//))
const index = z.int().check(z.minimum(0), z.maximum(10_000_000))

const query = z.strictObject({
  text: z.string().check(z.maxLength(200)),
  favoritesOnly: z.boolean(),
  tag: z.optional(z.string().check(z.maxLength(MAX_TAG_LENGTH))),
  sort: z.enum(JOB_SORTS),
})
/** Which videos the page shows, and in which order. */
export type GalleryQuery = z.infer<typeof query>

export const EMPTY_QUERY: GalleryQuery = { text: '', favoritesOnly: false, sort: 'newest' }

const item = z.strictObject({
  id,
  title: text,
  /** Length, cost and age. */
  detail: text,
  tags: z.array(text).check(z.maxLength(100)),
  isFavorite: z.boolean(),
  /** The video. */
  src: url,
  thumbnail: z.optional(url),
  /** The available actions, for the conditions of the context menu, such as `;open;remove;`. */
  actions: text,
})
export type GalleryItem = z.infer<typeof item>

const strings = z.strictObject({
  title: text,
  search: text,
  sort: text,
  sorts: z.array(z.strictObject({ value: z.enum(JOB_SORTS), label: text })).check(z.maxLength(20)),
  tag: text,
  allTags: text,
  favorite: text,
  favoritesOnly: text,
  /** `{0}` is the number of videos. */
  count: text,
  oneVideo: text,
  /** `{0}` is the number of selected videos. */
  selected: text,
  compare: text,
  empty: text,
  newGeneration: text,
  noMatch: text,
  clearFilter: text,
})
export type GalleryStrings = z.infer<typeof strings>

const messageToGalleryPage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('show'),
    strings,
    query,
    tags: z.array(text).check(z.maxLength(2000)),
    canCompare: z.boolean(),
  }),
  z.strictObject({ type: z.literal('tags'), tags: z.array(text).check(z.maxLength(2000)) }),
  z.strictObject({
    type: z.literal('items'),
    /** The number of the query that this answers. */
    number: index,
    total: index,
    from: index,
    items: z.array(item).check(z.maxLength(GALLERY_PAGE_SIZE)),
  }),
  /** The jobs changed: what is shown is to be requested again. */
  z.strictObject({ type: z.literal('changed') }),
  z.strictObject({ type: z.literal('error'), message: text }),
])
export type MessageToGalleryPage = z.infer<typeof messageToGalleryPage>

const command = z.enum(['open', 'compare', 'remove', 'rename', 'copyPath', 'newGeneration'])
export type GalleryCommand = z.infer<typeof command>

const messageFromGalleryPage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), query: z.optional(query) }),
  z.strictObject({ type: z.literal('request'), number: index, from: index, query }),
  z.strictObject({ type: z.literal('run'), command, ids: z.array(id).check(z.maxLength(MAX_SELECTED)) }),
  z.strictObject({
    type: z.literal('thumbnail'),
    id,
    /** A JPEG file. */
    base64: z.string().check(z.maxLength(MAX_THUMBNAIL_LENGTH), z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
  }),
])
export type MessageFromGalleryPage = z.infer<typeof messageFromGalleryPage>

/** What the page stores for a reload of the window. */
const galleryState = z.strictObject({ query, scrollTop: z.number().check(z.minimum(0), z.maximum(1e9)) })
export type GalleryState = z.infer<typeof galleryState>

/** Returns undefined if `data` is not a valid message. */
export function parseMessageToGalleryPage(data: unknown): MessageToGalleryPage | undefined {
  return messageToGalleryPage.safeParse(data).data
}

/** Returns undefined if `data` is not a valid message. */
export function parseMessageFromGalleryPage(data: unknown): MessageFromGalleryPage | undefined {
  return messageFromGalleryPage.safeParse(data).data
}

/** Returns undefined if `data` is not a valid state. */
export function parseGalleryState(data: unknown): GalleryState | undefined {
  return galleryState.safeParse(data).data
}
