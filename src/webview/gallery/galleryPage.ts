import { html, nothing, type TemplateResult } from 'lit'
import {
  type GalleryCommand,
  type GalleryQuery,
  type GalleryState,
  type GalleryStrings,
  MAX_SELECTED,
  type MessageFromGalleryPage,
  type MessageToGalleryPage,
  parseGalleryState,
} from '../../protocol/gallery.ts'
import type { Host } from '../shared/host.ts'
import { LightElement } from '../shared/lightElement.ts'
import { DelayedState } from './delayedState.ts'
import { GalleryData } from './galleryData.ts'
import { GallerySelection } from './gallerySelection.ts'
import { gridTemplate, scrollToRow } from './grid.ts'
import { keyCommand } from './keyCommand.ts'
import { menuContext } from './menuContext.ts'
import { emptyTemplate, messageTemplate } from './messageTemplate.ts'
import { Pictures } from './pictures.ts'
import { type ActiveTile, tileIndex, tileTemplate } from './tile.ts'
import { layoutTiles, tileAfterKey, tilePosition, visibleTiles } from './tileLayout.ts'
import { toolbarTemplate } from './toolbar.ts'

export type GalleryHost = Host<MessageFromGalleryPage, GalleryState>

type Shown = Extract<MessageToGalleryPage, { readonly type: 'show' }>

/** The whole page: a toolbar, and a grid of which only the visible tiles are rendered. */
export class GalleryPage extends LightElement {
  readonly #host: GalleryHost
  readonly #data: GalleryData
  readonly #selection = new GallerySelection()
  readonly #pictures: Pictures
  #shown: Shown | undefined
  #error: string | undefined
  #view = { width: 200, height: 0, scrollTop: 0 }
  #restoredScrollTop = 0
  readonly #saving: DelayedState
  /** The tile under the pointer, which plays. */
  #hoveredId: string | undefined

  constructor(host: GalleryHost) {
    super()
    this.#host = host
    this.#data = new GalleryData((number, from, query) => host.postMessage({ type: 'request', number, from, query }))
    this.#saving = new DelayedState(host)
    this.#pictures = new Pictures(
      () => this.requestUpdate(),
      (id, base64) => host.postMessage({ type: 'thumbnail', id, base64 }),
    )
    const state = parseGalleryState(host.getState())
    this.#restoredScrollTop = state?.scrollTop ?? 0
    host.postMessage({ type: 'ready', ...(state === undefined ? {} : { query: state.query }) })
  }

  receive(message: MessageToGalleryPage): void {
    switch (message.type) {
      case 'show':
        this.#shown = message
        this.#data.setQuery(message.query)
        break
      case 'tags':
        if (this.#shown) this.#shown = { ...this.#shown, tags: message.tags }
        break
      case 'items':
        this.#error = undefined
        if (this.#data.receive(message)) this.#pictures.stored(message.items)
        break
      case 'changed':
        this.#data.invalidate()
        break
      case 'error':
        this.#error = message.message
    }
    this.requestUpdate()
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#error !== undefined) return html`<main>${messageTemplate('error', this.#error)}</main>`
    if (this.#shown === undefined) return nothing
    const { strings, tags, canCompare } = this.#shown
    const [total, selected] = [this.#data.total, this.#selection.ids]
    return html`<main>
    <h1 class="visually-hidden">${strings.title}</h1>
    ${toolbarTemplate({
      ...{ strings, tags, total, query: this.#data.query },
      selected: selected.length,
      onCompare: canCompare && selected.length > 1 ? () => this.#run('compare', selected) : undefined,
      onQuery: (query) => this.#setQuery(query),
    })}
    ${
      total === 0
        ? emptyTemplate(this.#data.query, strings, {
            create: () => this.#run('newGeneration', []),
            clear: (query) => this.#setQuery(query),
          })
        : this.#grid(strings)
    }
    </main>`
  }

  protected override firstUpdated(): void {
    new ResizeObserver(() => this.#measure()).observe(this)
  }

  protected override updated(): void {
    this.#measure()
    const grid = this.#gridElement
    if (grid && this.#restoredScrollTop > 0 && this.#data.total !== undefined) {
      grid.scrollTop = this.#restoredScrollTop
      this.#restoredScrollTop = 0
    }
  }

  #grid(strings: GalleryStrings): TemplateResult {
    const total = this.#data.total ?? 0
    const layout = layoutTiles(total, this.#view.width)
    const { from, to } = visibleTiles(layout, total, this.#view.scrollTop, this.#view.height)
    this.#data.ensure(from, to)
    const tiles = Array.from({ length: to - from }, (_, offset) => from + offset)
    const loaded = tiles.map((index) => this.#data.item(index)).filter((item) => item !== undefined)
    this.#pictures.request(loaded)
    const { active } = this.#selection
    return gridTemplate({
      label: strings.title,
      height: layout.height,
      active: active >= from && active < to ? active : undefined,
      tiles,
      tile: (index) => {
        const item = this.#data.item(index)
        const isSelected = item !== undefined && this.#selection.has(item.id)
        const isPlaying = item !== undefined && item.id === this.#hoveredId
        const picture = item && this.#pictures.url(item)
        const shown = { item, index, total, layout, picture, isSelected, isActive: index === active, isPlaying }
        return tileTemplate({ ...shown, favoriteLabel: strings.favorite })
      },
      handlers: {
        ...{ onScroll: this.#onScroll, onKeyDown: this.#onKeyDown, onClick: this.#onClick },
        ...{ onContextMenu: this.#onContextMenu, onPointer: this.#onPointer },
      },
    })
  }

  get #gridElement(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.grid')
  }

  #measure(): void {
    const grid = this.#gridElement
    if (!grid) return
    const { clientWidth: width, clientHeight: height } = grid
    if (width === this.#view.width && height === this.#view.height) return
    this.#view = { ...this.#view, width, height }
    this.requestUpdate()
  }

  readonly #onScroll = (): void => {
    this.#view = { ...this.#view, scrollTop: this.#gridElement?.scrollTop ?? 0 }
    this.#saveState()
    this.requestUpdate()
  }

  #setQuery(query: GalleryQuery): void {
    this.#selection.clear()
    this.#data.setQuery(query)
    this.#gridElement?.scrollTo({ top: 0 })
    this.#saveState()
    this.requestUpdate()
  }

  #saveState(): void {
    this.#saving.save({ query: this.#data.query, scrollTop: Math.max(0, this.#view.scrollTop) })
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const total = this.#data.total ?? 0
    const layout = layoutTiles(total, this.#view.width)
    const rows = Math.max(1, Math.floor(this.#view.height / layout.rowHeight))
    const next = tileAfterKey(event.key, Math.max(0, this.#selection.active), total, layout.columns, rows)
    if (next !== undefined) {
      event.preventDefault()
      this.#moveTo(this.#selection.active < 0 ? 0 : next, event.shiftKey)
      return
    }
    const item = this.#data.item(this.#selection.active)
    const command = item === undefined ? undefined : keyCommand(event)
    if (event.key === 'Escape') this.#selection.clear()
    else if (event.key === ' ' && item) this.#selection.toggle(item.id, this.#selection.active)
    else if (command !== undefined && item) this.#run(command, this.#selection.containing(item.id))
    else return
    event.preventDefault()
    this.requestUpdate()
  }

  #moveTo(index: number, extend: boolean): void {
    const grid = this.#gridElement
    const layout = layoutTiles(this.#data.total ?? 0, this.#view.width)
    const { y } = tilePosition(layout, index)
    this.#selection.moveTo(index, extend, (each) => this.#data.item(each)?.id)
    if (grid) scrollToRow(grid, y, layout.rowHeight)
    this.requestUpdate()
  }

  readonly #onClick = (event: MouseEvent): void => {
    const tile = this.#tileAt(tileIndex(event))
    if (tile === undefined) return
    const { item, index } = tile
    if (event.shiftKey) this.#selection.moveTo(index, true, (each) => this.#data.item(each)?.id)
    else if (event.ctrlKey || event.metaKey) this.#selection.toggle(item.id, index)
    else {
      this.#selection.select(item.id, index)
      this.#run('open', [item.id])
    }
    this.requestUpdate()
  }

  /** The editor reads the attribute when the event reaches the document. */
  readonly #onContextMenu = (event: MouseEvent): void => {
    const grid = this.#gridElement
    const tile = this.#tileAt(tileIndex(event)) ?? this.#tileAt(this.#selection.active)
    if (!grid || tile === undefined) return
    const { item, index } = tile
    if (!this.#selection.has(item.id)) this.#selection.select(item.id, index)
    const ids = this.#selection.containing(item.id)
    grid.dataset['vscodeContext'] = menuContext(item, ids)
    this.requestUpdate()
  }

  readonly #onPointer = (event: PointerEvent): void => {
    const hovered = event.type === 'pointerleave' ? undefined : this.#tileAt(tileIndex(event))?.item.id
    if (hovered === this.#hoveredId) return
    this.#hoveredId = hovered
    this.requestUpdate()
  }

  /** Undefined while the tile is loading. */
  #tileAt(index: number): ActiveTile | undefined {
    const item = this.#data.item(index)
    return item && { item, index }
  }

  #run(command: GalleryCommand, ids: readonly string[]): void {
    this.#host.postMessage({ type: 'run', command, ids: ids.slice(0, MAX_SELECTED) })
  }
}

customElements.define('wan-gallery-page', GalleryPage)
