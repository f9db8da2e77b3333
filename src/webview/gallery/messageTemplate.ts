import { html, nothing, type TemplateResult } from 'lit'
import { EMPTY_QUERY, type GalleryQuery, type GalleryStrings } from '../../protocol/gallery.ts'
import { codicon } from '../shared/icon.ts'

export interface MessageAction {
  readonly label: string
  readonly run: () => void
}

/** What the page shows instead of tiles. */
export function messageTemplate(icon: string, text: string, action?: MessageAction): TemplateResult {
  return html`<div class="message" role="status">
    ${codicon(icon)}
    <p>${text}</p>
    ${action ? html`<vscode-button @click=${action.run}>${action.label}</vscode-button>` : nothing}
  </div>`
}

export interface EmptyActions {
  readonly create: () => void
  readonly clear: (query: GalleryQuery) => void
}

/** Explains why there are no tiles: no video yet, or none that matches the filter. */
export function emptyTemplate(query: GalleryQuery, strings: GalleryStrings, actions: EmptyActions): TemplateResult {
  const { text, favoritesOnly, tag, sort } = query
  if (text === '' && !favoritesOnly && tag === undefined) {
    const create = { label: strings.newGeneration, run: actions.create }
    return messageTemplate('device-camera-video', strings.empty, create)
  }
  const clear = { label: strings.clearFilter, run: () => actions.clear({ ...EMPTY_QUERY, sort }) }
  return messageTemplate('filter', strings.noMatch, clear)
}
