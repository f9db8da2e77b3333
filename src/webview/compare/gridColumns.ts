export interface GridSpace {
  readonly width: number
  readonly height: number
  /** The height of the text below each picture. */
  readonly captionHeight: number
}

/** The number of columns of a grid in which `count` pictures with this ratio of width to height are largest. */
export function gridColumns(count: number, ratio: number, { width, height, captionHeight }: GridSpace): number {
  let best = { columns: 1, pictureWidth: 0 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const pictureWidth = Math.min(width / columns, Math.max(1, height / rows - captionHeight) * ratio)
    if (pictureWidth > best.pictureWidth * 1.001) best = { columns, pictureWidth }
  }
  return best.columns
}
