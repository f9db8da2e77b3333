import { html, nothing, type TemplateResult } from 'lit'
import type { FormField, FormMediaItem, FormStrings } from '../../protocol/form.ts'
import { codicon, iconButton } from '../shared/icon.ts'
import type { FieldContext } from './fieldContext.ts'

/** The type of what a dragged item carries, so that only the list that it belongs to accepts it. */
const DRAG_TYPE = 'application/x-wan-item'
const MAX_LABEL_LENGTH = 200

/** The place of an item in its list. */
export interface Position {
  readonly index: number
  readonly count: number
}

/** A URL or a file with its picture, its facts, and buttons. An item with a position can be moved. */
export function mediaItem(
  field: FormField,
  item: FormMediaItem,
  context: FieldContext,
  strings: FormStrings,
  position?: Position,
): TemplateResult {
  const label = item.label.length > MAX_LABEL_LENGTH ? `${item.label.slice(0, MAX_LABEL_LENGTH - 1)}…` : item.label
  const named = (template: string) => template.replace('{0}', () => label)
  const canMove = position !== undefined && position.count > 1
  return html`<li
    class="item"
    data-item=${item.id}
    ?data-invalid=${item.issue !== undefined}
    draggable=${canMove}
    @dragstart=${(event: DragEvent) => event.dataTransfer?.setData(DRAG_TYPE, item.id)}
    @dragover=${(event: DragEvent) => {
      if (position && event.dataTransfer?.types.includes(DRAG_TYPE)) event.preventDefault()
    }}
    @drop=${(event: DragEvent) => {
      const dragged = event.dataTransfer?.getData(DRAG_TYPE)
      if (!position || !dragged) return
      event.preventDefault()
      event.stopPropagation()
      context.post({ type: 'moveItem', name: field.name, item: dragged, index: position.index })
    }}
  >
    ${canMove ? html`<span class="grip">${codicon('gripper')}</span>` : nothing}
    ${picture(field, item, context)}
    <div class="item-text">
      <span class="item-label" dir="auto" title=${label}>${label}</span>
      ${item.detail === undefined ? nothing : html`<span class="item-detail">${item.detail}</span>`}
      ${item.note === undefined ? nothing : message('warning', item.note)}
      ${item.issue === undefined ? nothing : message('error', item.issue)}
    </div>
    <div class="tools">
      ${canMove ? moveButtons(field, item, position, context, strings, named) : nothing}
      ${iconButton('close', named(strings.remove), () =>
        context.post(
          { type: 'removeItem', name: field.name, item: item.id },
          `.field[data-name="${field.name}"] [data-control]`,
        ),
      )}
    </div>
  </li>`
}

function message(tone: 'warning' | 'error', text: string): TemplateResult {
  return html`<span class="message" data-tone=${tone}>${codicon(tone)}<span dir="auto">${text}</span></span>`
}

function picture({ control }: FormField, item: FormMediaItem, context: FieldContext): TemplateResult {
  const isVideo = 'media' in control && control.media === 'video'
  const url = item.hasPreview ? context.previewUrl(item.id) : undefined
  if (url === undefined) return html`<div class="picture">${codicon(item.isUrl ? 'link' : 'file-media')}</div>`
  // The browser shows the first frame of a video that is not played.
  return html`<div class="picture">
    ${
      isVideo
        ? html`<video .src=${url} .muted=${true} preload="metadata" aria-hidden="true"></video>`
        : html`<img .src=${url} alt="" draggable="false" />`
    }
  </div>`
}

function moveButtons(
  field: FormField,
  item: FormMediaItem,
  { index, count }: Position,
  context: FieldContext,
  strings: FormStrings,
  named: (template: string) => string,
): TemplateResult {
  const move = (to: number, preferred: number) => {
    // Moving an element takes the focus from it, and at the end of the list, its button is gone.
    const focus = `.item[data-item="${item.id}"] .tools .icon:nth-child(${preferred})`
    context.post({ type: 'moveItem', name: field.name, item: item.id, index: to }, focus)
    context.announce(strings.moved.replace('{0}', String(to + 1)).replace('{1}', String(count)))
  }
  const up = iconButton('arrow-up', named(strings.moveUp), () => move(index - 1, 1))
  const down = iconButton('arrow-down', named(strings.moveDown), () => move(index + 1, index + 2 < count ? 2 : 1))
  return html`${index > 0 ? up : nothing}${index < count - 1 ? down : nothing}`
}
