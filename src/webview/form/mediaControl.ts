import '@vscode-elements/elements/dist/vscode-button/index.js'
import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { FormControl, FormField, FormStrings } from '../../protocol/form.ts'
import type { FieldContext } from './fieldContext.ts'
import { mediaItem } from './mediaItem.ts'
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
  if (item) return html`<ul class="items">${mediaItem(field, item, context, strings)}</ul>`
  return html`<div class="control-row">
    ${textField(field, placeholder, context)}
    ${chooseButton(field, chooseLabel, context)}
  </div>
  <p class="hint">${strings.dropHint}</p>`
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
        (item, index) => mediaItem(field, item, context, strings, { index, count: items.length }),
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
    <p class="hint" ?hidden=${items.length >= maxItems}>${strings.dropHint}</p>
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
