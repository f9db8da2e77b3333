import { html, nothing, type TemplateResult } from 'lit'
import type { CompareTile, CompareView, MessageFromComparePage } from '../../protocol/compare.ts'
import { codicon, iconButton } from '../shared/icon.ts'
import { divider } from './divider.ts'

export interface TileContext {
  readonly strings: CompareView['strings']
  readonly canRemoveOthers: boolean
  readonly isShown: boolean
  readonly isAlone: boolean
  /** Whether this is the upper one of two videos on top of each other, with the place of the divider. */
  readonly overlay: { readonly kind: 'wipe' | 'opacity'; readonly share: number } | undefined
  readonly send: (message: MessageFromComparePage) => void
  readonly onLoaded: () => void
  readonly onToggleAlone: (index: number) => void
  readonly onShare: (share: number) => void
}

/** One video with its caption. The same element stays in every layout, so that the video is not loaded again. */
export function tileView(tile: CompareTile, index: number, context: TileContext): TemplateResult {
  const { strings, overlay, onShare } = context
  return html`<section class="tile" data-tile=${tile.id} ?hidden=${!context.isShown} aria-label=${nameOf(tile, index)}>
    <div class="picture">
      ${tile.video ? video(tile, tile.video, context) : notice(tile, context)}
    </div>
    <div class="caption">
      <header>
        <span class="number" aria-hidden="true">${index + 1}</span>
        <span class="tile-title" dir="auto">${tile.title}</span>
        ${actions(tile, index, context)}
      </header>
      ${
        tile.rows.length === 0
          ? nothing
          : html`<dl>
            ${tile.rows.map(({ label, value }) => html`<div><dt>${label}</dt><dd dir="auto" title=${value}>${value}</dd></div>`)}
          </dl>`
      }
      ${overlay?.kind === 'opacity' ? divider({ ...overlay, label: strings.opacity, onShare }) : nothing}
    </div>
  </section>`
}

/** The title, or what differs. */
export function nameOf({ title, rows }: CompareTile, index: number): string {
  return [`${index + 1}`, title, ...rows.map(({ label, value }) => `${label}: ${value}`)].filter(Boolean).join(' ')
}

function video(tile: CompareTile, { src }: NonNullable<CompareTile['video']>, context: TileContext): TemplateResult {
  const { send, onLoaded, overlay, strings, onShare } = context
  return html`<div class="frame">
    <video
      playsinline
      preload="auto"
      aria-label=${tile.title || strings.title}
      .muted=${true}
      src=${src}
      @loadedmetadata=${onLoaded}
      @error=${() => send({ type: 'playbackError', id: tile.id })}
    ></video>
    ${overlay?.kind === 'wipe' ? divider({ ...overlay, label: strings.divider, onShare }) : nothing}
  </div>`
}

function notice({ notice: shown, id }: CompareTile, { send }: TileContext): TemplateResult {
  const action = shown?.action
  const run = () => action && send({ type: 'runTileAction', id, action: action.id })
  return html`<div class="tile-notice">
    <p dir="auto">${shown?.text}</p>
    ${action ? html`<vscode-button @click=${run}>${action.label}</vscode-button>` : nothing}
  </div>`
}

function actions(tile: CompareTile, index: number, context: TileContext): TemplateResult {
  const { strings, isAlone, canRemoveOthers, send, onToggleAlone } = context
  const { id, isFavorite } = tile
  const isSource = id === 'source'
  const mark = () => send({ type: 'setFavorite', id, isFavorite: !isFavorite })
  return html`<span class="tile-actions">
    ${
      isFavorite === undefined
        ? nothing
        : html`<button
          class="icon"
          type="button"
          title=${isFavorite ? strings.unmarkBest : strings.markBest}
          aria-label=${strings.markBest}
          aria-pressed=${isFavorite}
          @click=${mark}
        >${codicon(isFavorite ? 'star-full' : 'star-empty')}</button>`
    }
    ${iconButton(isAlone ? 'screen-normal' : 'screen-full', isAlone ? strings.showAll : strings.showAlone, () => onToggleAlone(index))}
    ${isSource ? nothing : iconButton('go-to-file', strings.open, () => send({ type: 'open', id }))}
    ${canRemoveOthers && !isSource ? iconButton('clear-all', strings.removeOthers, () => send({ type: 'keepOnly', id })) : nothing}
  </span>`
}
