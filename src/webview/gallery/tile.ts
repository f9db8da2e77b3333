import { html, nothing, type TemplateResult } from 'lit'
import { classMap } from 'lit/directives/class-map.js'
import type { GalleryItem } from '../../protocol/gallery.ts'
import { codicon } from '../shared/icon.ts'
import { type TileLayout, tilePosition } from './tileLayout.ts'

export interface Tile {
  /** Undefined while it is loading. */
  readonly item: GalleryItem | undefined
  readonly index: number
  readonly total: number
  readonly layout: TileLayout
  /** URL of the thumbnail. */
  readonly picture: string | undefined
  readonly isSelected: boolean
  readonly isActive: boolean
  /** Whether the pointer moves through the video. */
  readonly isPlaying: boolean
  readonly favoriteLabel: string
}

export function tileTemplate(tile: Tile): TemplateResult {
  const { item, index, total, layout, isSelected, isActive } = tile
  const { x, y } = tilePosition(layout, index)
  return html`<div
    class=${classMap({ tile: true, active: isActive, loading: item === undefined })}
    id="tile-${index}"
    data-index=${index}
    role="option"
    aria-selected=${isSelected}
    aria-posinset=${index + 1}
    aria-setsize=${total}
    aria-label=${item === undefined ? '…' : nothing}
    .style=${`width: ${layout.tileWidth}px; transform: translate(${x}px, ${y}px)`}
    @pointermove=${item && tile.isPlaying ? scrub : nothing}
  >
    <div class="picture">${item ? picture(item, tile) : nothing}</div>
    ${item ? text(item, tile.favoriteLabel) : nothing}
  </div>`
}

function picture(item: GalleryItem, { picture, isPlaying }: Tile): TemplateResult {
  return html`${
    picture === undefined
      ? codicon('file-media')
      : html`<img src=${picture} alt="" draggable="false" decoding="async" />`
  }
  ${
    isPlaying
      ? html`<video src=${item.src} muted playsinline preload="auto" tabindex="-1"></video>
          <div class="scrub-position"></div>`
      : nothing
  }`
}

/** Outside text, so `dir="auto"`. */
function text({ title, detail, tags, isFavorite }: GalleryItem, favoriteLabel: string): TemplateResult {
  return html`<div class="title">
      ${isFavorite ? html`${codicon('star-full')}<span class="visually-hidden">${favoriteLabel}</span>` : nothing}<span dir="auto" title=${title}>${title}</span>
    </div>
    <div class="detail">${detail}</div>
    <div class="tags">${tags.map((tag) => html`<span class="tag" dir="auto">${tag}</span>`)}</div>`
}

/** Shows the frame at the pointer: the left edge of the tile is the start of the video. */
function scrub(event: PointerEvent): void {
  const tile = event.currentTarget as HTMLElement
  const video = tile.querySelector('video')
  const { left, width } = tile.getBoundingClientRect()
  const fraction = Math.min(1, Math.max(0, (event.clientX - left) / width))
  tile.style.setProperty('--scrub', String(fraction))
  // A video that is still seeking skips the positions in between.
  if (!video || video.seeking || !Number.isFinite(video.duration)) return
  video.currentTime = fraction * video.duration
  video.classList.add('ready')
}

export interface ActiveTile {
  readonly item: GalleryItem
  readonly index: number
}

/** Returns the index of the tile that an event is on; -1 if there is none. */
export function tileIndex(event: Event): number {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('.tile') : null
  return Number(element?.dataset['index'] ?? -1)
}
