import type { CompareLayout, CompareView } from '../../protocol/compare.ts'
import { gridColumns } from './gridColumns.ts'

const DEFAULT_RATIO = 16 / 9
/** Two videos are side by side on a page that is at least this wide. */
const MIN_PAIR_WIDTH_PX = 400

export interface Arrangement {
  readonly layout: CompareLayout
  /** The position of the only tile that is shown. */
  readonly alone: number | undefined
}

/**
 * Places the tiles in the stage, with as much space for the pictures as possible. Uses the CSSOM, because the content
 * security policy forbids style attributes.
 */
export function arrange(stage: HTMLElement, { tiles, matrix }: CompareView, { layout, alone }: Arrangement): void {
  const shownMatrix = alone === undefined ? matrix : undefined
  const elements = tiles.map(({ id }) => stage.querySelector<HTMLElement>(`.tile[data-tile="${CSS.escape(id)}"]`))
  const ratios = tiles.map(({ video }) => (video && video.height > 0 ? video.width / video.height : DEFAULT_RATIO))
  const isOverlay = layout === 'wipe' || layout === 'onionSkin' || layout === 'difference'
  for (const [index, element] of elements.entries()) {
    element?.style.setProperty('--ratio', String(ratios[isOverlay ? 0 : index] ?? DEFAULT_RATIO))
  }
  const shown = alone === undefined ? tiles.length : 1
  const captionHeight = Math.max(0, ...elements.map((element) => captionOf(element)?.scrollHeight ?? 0))
  const space = { width: stage.clientWidth, height: stage.clientHeight, captionHeight }
  const isPair = shown === 2 && space.width >= MIN_PAIR_WIDTH_PX
  const columns = layout === 'stacked' ? 1 : isPair ? 2 : gridColumns(shown, Math.max(...ratios), space)
  stage.style.setProperty('--columns', String(shownMatrix?.columns.length ?? columns))
  stage.toggleAttribute('data-matrix', shownMatrix !== undefined)
  stage.toggleAttribute('data-rows', (shownMatrix?.rows.length ?? 0) > 0)
  for (const [index, { column, row }] of tiles.entries()) {
    place(elements[index], shownMatrix && column, shownMatrix && row, shownMatrix)
  }
  for (const heading of stage.querySelectorAll<HTMLElement>('.heading')) {
    const index = Number(heading.dataset['index'])
    const isColumn = heading.dataset['axis'] === 'column'
    place(heading, isColumn ? index : -1, isColumn ? -1 : index, shownMatrix)
  }
}

function captionOf(tile: HTMLElement | null): Element | null | undefined {
  return tile?.querySelector('.caption')
}

/** The headings of the columns are row -1, and those of the rows column -1. */
function place(
  element: HTMLElement | null | undefined,
  column: number | undefined,
  row: number | undefined,
  matrix: CompareView['matrix'],
): void {
  const hasRowHeadings = (matrix?.rows.length ?? 0) > 0
  element?.style.setProperty('grid-column', column === undefined ? '' : String(column + (hasRowHeadings ? 2 : 1)))
  element?.style.setProperty('grid-row', row === undefined ? '' : String(row + 2))
}
