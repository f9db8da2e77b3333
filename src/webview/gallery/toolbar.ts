import '@vscode-elements/elements/dist/vscode-button/index.js'
import '@vscode-elements/elements/dist/vscode-option/index.js'
import '@vscode-elements/elements/dist/vscode-single-select/index.js'
import '@vscode-elements/elements/dist/vscode-textfield/index.js'
import { html, nothing, type TemplateResult } from 'lit'
import type { GalleryQuery, GalleryStrings } from '../../protocol/gallery.ts'
import { codicon } from '../shared/icon.ts'

export interface Toolbar {
  readonly strings: GalleryStrings
  readonly tags: readonly string[]
  readonly query: GalleryQuery
  readonly total: number | undefined
  readonly selected: number
  /** Undefined if the selected videos cannot be compared. */
  readonly onCompare: (() => void) | undefined
  readonly onQuery: (query: GalleryQuery) => void
}

export function toolbarTemplate(toolbar: Toolbar): TemplateResult {
  const { strings, query, tags, onQuery } = toolbar
  const setText = (event: Event) => onQuery({ ...query, text: enteredValue(event).slice(0, 200) })
  const setSort = (event: Event) => {
    const sort = strings.sorts.find(({ value }) => value === enteredValue(event))
    if (sort) onQuery({ ...query, sort: sort.value })
  }
  return html`<header class="toolbar">
    <vscode-textfield
      class="search"
      label=${strings.search}
      placeholder=${strings.search}
      .value=${query.text}
      maxlength="200"
      @input=${setText}
    ></vscode-textfield>
    <vscode-single-select label=${strings.sort} .value=${query.sort} @change=${setSort}>
      ${strings.sorts.map(
        ({ value, label }) =>
          html`<vscode-option value=${value} ?selected=${value === query.sort}>${label}</vscode-option>`,
      )}
    </vscode-single-select>
    ${tags.length === 0 ? nothing : tagSelect(toolbar)}
    <button
      class="icon"
      type="button"
      title=${strings.favoritesOnly}
      aria-label=${strings.favoritesOnly}
      aria-pressed=${query.favoritesOnly}
      @click=${() => onQuery({ ...query, favoritesOnly: !query.favoritesOnly })}
    >
      ${codicon(query.favoritesOnly ? 'star-full' : 'star-empty')}
    </button>
    <div class="count" role="status">${countText(toolbar)}</div>
    ${
      toolbar.onCompare === undefined
        ? nothing
        : html`<vscode-button secondary @click=${toolbar.onCompare}>${strings.compare}</vscode-button>`
    }
  </header>`
}

function tagSelect({ strings, query, tags, onQuery }: Toolbar): TemplateResult {
  // A tag that was removed from its last video still selects none.
  const shown = query.tag === undefined || tags.includes(query.tag) ? tags : [query.tag, ...tags]
  const setTag = (event: Event) => {
    const { tag, ...others } = query
    const value = enteredValue(event)
    onQuery(value === '' ? others : { ...others, tag: value })
  }
  return html`<vscode-single-select label=${strings.tag} .value=${query.tag ?? ''} @change=${setTag}>
    <vscode-option value="" ?selected=${query.tag === undefined}>${strings.allTags}</vscode-option>
    ${shown.map((tag) => html`<vscode-option value=${tag} ?selected=${tag === query.tag}>${tag}</vscode-option>`)}
  </vscode-single-select>`
}

function countText({ strings, total, selected }: Toolbar): string {
  const count =
    total === undefined ? '' : total === 1 ? strings.oneVideo : strings.count.replace('{0}', total.toLocaleString())
  return selected > 1 ? `${count} · ${strings.selected.replace('{0}', selected.toLocaleString())}` : count
}

function enteredValue(event: Event): string {
  return (event.target as HTMLElement & { readonly value: string }).value
}
