import '@vscode-elements/elements/dist/vscode-button/index.js'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { FormControl, FormField, FormMediaItem, FormStrings } from '../../protocol/form.ts'
import { codicon, iconButton } from '../shared/icon.ts'
import type { FieldContext } from './fieldContext.ts'
import { textField } from './textField.ts'

type ControlOf<Kind extends FormControl['kind']> = Extract<FormControl, { readonly kind: Kind }>

/** A URL, or one file. */
export function mediaControl(
  field: FormField,
  { placeholder, chooseLabel }: ControlOf<'media'>,
  context: FieldContext,
  strings: FormStrings,
): TemplateResult {
  const [item] = context.status(field.name)?.items ?? []
  if (item) return html`<ul class="items">${itemTemplate(field, item, context, strings)}</ul>`
  return html`<div class="control-row">
    ${textField(field, placeholder, context)}
    ${chooseButton(field, chooseLabel, context)}
  </div>`
}

/** A list of URLs and files that the user can reorder. */
export function mediaListControl(
  field: FormField,
  { placeholder, chooseLabel, maxItems }: ControlOf<'mediaList'>,
  context: FieldContext,
  strings: FormStrings,
): TemplateResult {
  const items = context.status(field.name)?.items ?? []
  const add = (input: HTMLInputElement | null | undefined) => {
    if (!input || input.value.trim() === '') return
    context.post({ type: 'addUrls', name: field.name, text: input.value })
    input.value = ''
  }
  const inputOf = (event: Event) =>
    (event.currentTarget as HTMLElement).closest('.field')?.querySelector<HTMLInputElement>('vscode-textfield')
  return html`<div role="group" aria-labelledby="label-${field.name}" aria-describedby="help-${field.name}">
    <ol class="items" ?hidden=${items.length === 0}>
      ${repeat(
        items,
        ({ id }) => id,
        (item, index) => itemTemplate(field, item, context, strings, { index, count: items.length }),
      )}
    </ol>
    <div class="control-row" ?hidden=${items.length >= maxItems}>
      <vscode-textfield
        data-control
        .label=${strings.addUrls.replace('{0}', () => field.label)}
        .placeholder=${placeholder}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) add(inputOf(event))
        }}
      ></vscode-textfield>
      <vscode-button .secondary=${true} @click=${(event: Event) => add(inputOf(event))}>${strings.add}</vscode-button>
      ${chooseButton(field, chooseLabel, context)}
    </div>
  </div>`
}

function chooseButton(field: FormField, label: string, context: FieldContext): TemplateResult {
  return html`<vscode-button
    icon="folder-opened"
    .secondary=${true}
    @click=${() => context.post({ type: 'chooseFiles', name: field.name })}
    >${label}</vscode-button
  >`
}

interface Position {
  readonly index: number
  readonly count: number
}

function itemTemplate(
  field: FormField,
  item: FormMediaItem,
  context: FieldContext,
  strings: FormStrings,
  position?: Position,
): TemplateResult {
  const label = item.label.length > 200 ? `${item.label.slice(0, 199)}…` : item.label
  const text = (template: string) => template.replace('{0}', () => label)
  return html`<li class="item" ?data-invalid=${item.issue !== undefined}>
    <div class="item-icon">${codicon(item.isUrl ? 'link' : 'file-media')}</div>
    <div class="item-text">
      <span class="item-label" dir="auto">${label}</span>
      ${item.detail === undefined ? nothing : html`<span class="item-detail">${item.detail}</span>`}
      ${item.issue === undefined ? nothing : html`<span class="message" data-tone="error">${codicon('error')}<span dir="auto">${item.issue}</span></span>`}
    </div>
    <div class="tools">
      ${position ? moveButtons(field, item, position, context, strings, text) : nothing}
      ${iconButton('close', text(strings.remove), () => context.post({ type: 'removeItem', name: field.name, item: item.id }))}
    </div>
  </li>`
}

function moveButtons(
  field: FormField,
  item: FormMediaItem,
  { index, count }: Position,
  context: FieldContext,
  strings: FormStrings,
  text: (template: string) => string,
): TemplateResult {
  const move = (to: number) => {
    context.post({ type: 'moveItem', name: field.name, item: item.id, index: to })
    context.announce(strings.moved.replace('{0}', String(to + 1)).replace('{1}', String(count)))
  }
  return html`${index > 0 ? iconButton('arrow-up', text(strings.moveUp), () => move(index - 1)) : nothing}
  ${index < count - 1 ? iconButton('arrow-down', text(strings.moveDown), () => move(index + 1)) : nothing}`
}
