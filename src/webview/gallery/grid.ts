import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'

export interface Grid {
  readonly label: string
  /** The height of all tiles in pixels. */
  readonly height: number
  /** The active tile if it is rendered. */
  readonly active: number | undefined
  /** The indexes of the tiles to render. */
  readonly tiles: readonly number[]
  readonly tile: (index: number) => TemplateResult
  readonly handlers: {
    readonly onScroll: () => void
    readonly onKeyDown: (event: KeyboardEvent) => void
    readonly onClick: (event: MouseEvent) => void
    readonly onContextMenu: (event: MouseEvent) => void
    readonly onPointer: (event: PointerEvent) => void
  }
}

/** A list that scrolls, as high as all tiles. The focus stays on the list: the active tile may not be rendered. */
export function gridTemplate({ label, height, active, tiles, tile, handlers }: Grid): TemplateResult {
  return html`<div
    class="grid"
    role="listbox"
    tabindex="0"
    aria-label=${label}
    aria-multiselectable="true"
    aria-activedescendant=${active === undefined ? nothing : `tile-${active}`}
    @scroll=${handlers.onScroll}
    @keydown=${handlers.onKeyDown}
    @click=${handlers.onClick}
    @contextmenu=${handlers.onContextMenu}
    @pointerover=${handlers.onPointer}
    @pointerleave=${handlers.onPointer}
  >
    <div class="tiles" role="presentation" .style=${`height: ${height}px`}>${repeat(tiles, String, tile)}</div>
  </div>`
}

/** Scrolls as little as possible, so that the row at `top` is visible. */
export function scrollToRow(grid: HTMLElement, top: number, rowHeight: number): void {
  if (top < grid.scrollTop) grid.scrollTop = top
  else if (top + rowHeight > grid.scrollTop + grid.clientHeight) grid.scrollTop = top + rowHeight - grid.clientHeight
}
