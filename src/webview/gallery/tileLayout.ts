/** Where the tiles of a grid are, in pixels. All tiles have the same size. */
export interface TileLayout {
  readonly columns: number
  readonly tileWidth: number
  readonly rowHeight: number
  /** The height of all rows. */
  readonly height: number
}

export interface TileRange {
  /** The first tile. */
  readonly from: number
  /** After the last tile. */
  readonly to: number
}

/** The space between tiles, and around the grid. */
export const GAP = 12
const MIN_TILE_WIDTH = 190
/** Title, details and tags below the picture. */
const TEXT_HEIGHT = 62
/** Rows that are rendered above and below the visible ones. */
const OVERSCAN_ROWS = 2

/** Returns the layout of `count` tiles in a grid of a width. */
export function layoutTiles(count: number, width: number): TileLayout {
  const columns = Math.max(1, Math.floor((width - GAP) / (MIN_TILE_WIDTH + GAP)))
  const tileWidth = Math.max(80, Math.floor((width - GAP) / columns) - GAP)
  const rowHeight = Math.round((tileWidth * 9) / 16) + TEXT_HEIGHT + GAP
  return { columns, tileWidth, rowHeight, height: Math.ceil(count / columns) * rowHeight + GAP }
}

/** Returns the tiles to render for a scroll position. */
export function visibleTiles(layout: TileLayout, count: number, scrollTop: number, viewHeight: number): TileRange {
  const { columns, rowHeight } = layout
  const firstRow = Math.max(0, Math.floor((scrollTop - GAP) / rowHeight) - OVERSCAN_ROWS)
  const lastRow = Math.ceil((scrollTop + viewHeight) / rowHeight) + OVERSCAN_ROWS
  const last = Math.min(count, lastRow * columns)
  return { from: Math.min(firstRow * columns, last), to: last }
}

export function tilePosition(layout: TileLayout, index: number): { readonly x: number; readonly y: number } {
  const { columns, tileWidth, rowHeight } = layout
  return { x: GAP + (index % columns) * (tileWidth + GAP), y: GAP + Math.floor(index / columns) * rowHeight }
}

/** Returns the tile that a navigation key moves to; undefined for any other key. */
export function tileAfterKey(
  key: string,
  index: number,
  count: number,
  columns: number,
  rows: number,
): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * rows,
    PageDown: columns * rows,
    Home: -count,
    End: count,
  }
  const step = steps[key]
  if (step === undefined || count === 0) return undefined
  return Math.min(count - 1, Math.max(0, index + step))
}
