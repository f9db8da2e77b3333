import type { CompareLayout } from '../../protocol/compare.ts'
import { gridColumns } from './gridColumns.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface ExportedTile {
  readonly label: string
  readonly width: number
  readonly height: number
}

/** Where an export has its pictures and labels. */
export interface ExportPlan {
  /** Even, as H.264 requires. */
  readonly width: number
  readonly height: number
  readonly pictures: readonly Box[]
  readonly labels: readonly Box[]
}

/** The largest exported video: every player decodes it. */
const MAX_WIDTH = 1920
const MAX_HEIGHT = 1080
const GAP = 8
export const LABEL_HEIGHT = 28
/** Frames of each video on a contact sheet. */
export const SHEET_FRAMES = 5
const MAX_THUMBNAIL_WIDTH = 384
const MAX_THUMBNAIL_HEIGHT = 384

/** Places the videos like the page does. Videos are not enlarged. */
export function planVideo(tiles: readonly ExportedTile[], layout: CompareLayout): ExportPlan {
  const isOverlay = layout === 'wipe' || layout === 'onionSkin' || layout === 'difference'
  const cell = largest(tiles)
  const space = { width: MAX_WIDTH, height: MAX_HEIGHT, captionHeight: LABEL_HEIGHT }
  const grid = tiles.length === 2 ? 2 : gridColumns(tiles.length, cell.width / cell.height, space)
  const columns = isOverlay || layout === 'stacked' ? 1 : grid
  const rows = isOverlay ? 1 : Math.ceil(tiles.length / columns)
  const scale = Math.min(
    1,
    (MAX_WIDTH - GAP * (columns + 1)) / (columns * cell.width),
    (MAX_HEIGHT - rows * (LABEL_HEIGHT + GAP) - GAP) / (rows * cell.height),
  )
  const width = Math.round(cell.width * scale)
  const height = Math.round(cell.height * scale)
  const cells = tiles.map((_, index) => ({
    x: GAP + (isOverlay ? 0 : (index % columns) * (width + GAP)),
    y: GAP + (isOverlay ? 0 : Math.floor(index / columns) * (height + LABEL_HEIGHT + GAP)),
    width,
    height,
  }))
  const label = ({ x, y }: Box, index: number) => {
    const share = isOverlay ? width / tiles.length : width
    return { x: x + (isOverlay ? index * share : 0), y: y + height, width: share, height: LABEL_HEIGHT }
  }
  return {
    width: even(GAP + columns * (width + GAP)),
    height: even(GAP + rows * (height + LABEL_HEIGHT + GAP)),
    pictures: cells.map((box, index) => fitted(tiles[index] ?? cell, box)),
    labels: cells.map(label),
  }
}

/** One row for each video, with a label above some of its frames. The pictures are in the order of the rows. */
export function planSheet(tiles: readonly ExportedTile[]): ExportPlan {
  const rows = tiles.map((tile) => {
    const scale = Math.min(1, MAX_THUMBNAIL_WIDTH / tile.width, MAX_THUMBNAIL_HEIGHT / tile.height)
    return { width: Math.round(tile.width * scale), height: Math.round(tile.height * scale) }
  })
  const inner = Math.max(...rows.map(({ width }) => SHEET_FRAMES * (width + GAP) - GAP))
  const tops = rows.map((_, index) =>
    rows.slice(0, index).reduce((top, { height }) => top + LABEL_HEIGHT + height + GAP, GAP),
  )
  const pictures = rows.flatMap((row, index) =>
    Array.from({ length: SHEET_FRAMES }, (_, column) => ({
      x: GAP + column * (row.width + GAP),
      y: (tops[index] ?? 0) + LABEL_HEIGHT,
      ...row,
    })),
  )
  const bottom = Math.max(...pictures.map(({ y, height }) => y + height))
  return {
    width: even(inner + 2 * GAP),
    height: even(bottom + GAP),
    pictures,
    labels: tops.map((y) => ({ x: GAP, y, width: inner, height: LABEL_HEIGHT })),
  }
}

/** The frames of a video on a contact sheet: the first, the last, and some between them at equal distances. */
export function sheetFrames(frames: number): number[] {
  return Array.from({ length: SHEET_FRAMES }, (_, index) => Math.round((index * (frames - 1)) / (SHEET_FRAMES - 1)))
}

function largest(tiles: readonly ExportedTile[]): { width: number; height: number } {
  return {
    width: Math.max(1, ...tiles.map(({ width }) => width)),
    height: Math.max(1, ...tiles.map(({ height }) => height)),
  }
}

/** The largest box with the ratio of `size` in the middle of `box`. */
function fitted(size: { readonly width: number; readonly height: number }, box: Box): Box {
  const scale = Math.min(box.width / size.width, box.height / size.height)
  const width = Math.round(size.width * scale)
  const height = Math.round(size.height * scale)
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height }
}

function even(length: number): number {
  return 2 * Math.ceil(length / 2)
}
