import '@vscode-elements/elements/dist/vscode-checkbox/index.js'
import '@vscode-elements/elements/dist/vscode-single-select/index.js'
import { html, nothing, type TemplateResult } from 'lit'
import type { FormControl, FormField, FormFieldStatus, FormStrings } from '../../protocol/form.ts'
import { codicon, iconButton } from '../shared/icon.ts'
import { dropHandlers } from './dropFiles.ts'
import { type FieldContext, isInvalid } from './fieldContext.ts'
import './growingTextArea.ts'
import { mediaControl, mediaListControl } from './mediaControl.ts'
import { textField } from './textField.ts'

type ControlOf<Kind extends FormControl['kind']> = Extract<FormControl, { readonly kind: Kind }>

/** A label with help, the control, and what is wrong with the value. */
export function fieldTemplate(field: FormField, context: FieldContext, strings: FormStrings): TemplateResult {
  const { name, label, help, control } = field
  const status = context.status(name)
  const isGroup = control.kind === 'toggle' || control.kind === 'mediaList'
  const drop =
    control.kind === 'media' || control.kind === 'mediaList' ? dropHandlers(field, context, strings) : undefined
  return html`<div
    class="field"
    data-name=${name}
    data-kind=${control.kind}
    ?data-modified=${status?.isModified}
    ?data-invalid=${isInvalid(status)}
    ?data-required=${field.isRequired}
    @paste=${drop?.paste}
    @dragover=${drop?.dragover}
    @dragleave=${drop?.dragleave}
    @drop=${drop?.drop}
  >
    <div class="field-header">
      ${
        isGroup
          ? html`<span class="label" id="label-${name}">${label}</span>`
          : html`<label class="label" for="control-${name}">${label}</label>`
      }
      ${status?.isModified ? resetButton(field, status, context, strings) : nothing}
    </div>
    <p class="help" id="help-${name}">${help}</p>
    ${controlTemplate(field, context, strings)}
    <div class="messages">
      ${status?.issue === undefined ? nothing : html`<p class="message" data-tone="error">${codicon('error')}<span dir="auto">${status.issue}</span></p>`}
      ${status?.rejection === undefined ? nothing : html`<p class="message" data-tone="error">${codicon('error')}<span dir="auto">${status.rejection}</span></p>`}
      ${status?.notes.map((note) => html`<p class="message" data-tone="warning">${codicon('warning')}<span dir="auto">${note}</span></p>`)}
      ${status?.original === undefined ? nothing : html`<p class="original" dir="auto">${status.original}</p>`}
    </div>
  </div>`
}

function resetButton(field: FormField, status: FormFieldStatus, context: FieldContext, strings: FormStrings) {
  const template = status.original === undefined ? strings.reset : strings.restoreOriginal
  return html`<span class="visually-hidden">${strings.modified}</span>${iconButton(
    'discard',
    template.replace('{0}', () => field.label),
    () => context.post({ type: 'reset', name: field.name }, `.field[data-name="${field.name}"] [data-control]`),
  )}`
}

function controlTemplate(field: FormField, context: FieldContext, strings: FormStrings): TemplateResult {
  switch (field.control.kind) {
    case 'text':
      return textArea(field, field.control, context, strings)
    case 'number':
      return numberControl(field, field.control, context)
    case 'seed':
      return seedControl(field, field.control, context, strings)
    case 'select':
      return selectControl(field, field.control, context)
    case 'toggle':
      return toggleControl(field, field.control, context)
    case 'media':
      return mediaControl(field, field.control, context, strings)
    case 'mediaList':
      return mediaListControl(field, field.control, context, strings)
  }
}

function textArea(
  field: FormField,
  { placeholder, emptyLabel }: ControlOf<'text'>,
  context: FieldContext,
  strings: FormStrings,
) {
  const { name, label } = field
  const status = context.status(name)
  return html`<wan-growing-text-area
      .name=${name}
      .label=${label}
      .value=${context.text(name)}
      .placeholder=${status?.isEmpty ? '' : placeholder}
      .counter=${strings.characters}
      .isInvalid=${isInvalid(status)}
      .setText=${(text: string) => context.setText(name, text)}
    ></wan-growing-text-area>
    ${
      emptyLabel === undefined || context.text(name) !== ''
        ? nothing
        : html`<vscode-checkbox
            .label=${emptyLabel}
            .checked=${status?.isEmpty ?? false}
            @change=${(event: Event) =>
              context.post({ type: 'setEmpty', name, isOn: (event.currentTarget as HTMLInputElement).checked })}
          ></vscode-checkbox>`
    }`
}

function numberControl(field: FormField, { placeholder, slider }: ControlOf<'number'>, context: FieldContext) {
  const text = context.text(field.name)
  if (!slider) return textField(field, placeholder, context)
  return html`<div class="control-row">
    ${textField(field, placeholder, context)}
    <input
      type="range"
      data-control
      aria-label=${slider.label}
      min=${slider.min}
      max=${slider.max}
      step=${slider.step}
      ?data-unset=${text === ''}
      .value=${text === '' || Number.isNaN(Number(text)) ? String(slider.initial) : text}
      @input=${(event: InputEvent) => context.setText(field.name, (event.currentTarget as HTMLInputElement).value)}
    />
  </div>`
}

function seedControl(
  field: FormField,
  { placeholder }: ControlOf<'seed'>,
  context: FieldContext,
  strings: FormStrings,
) {
  const isLocked = !context.newSeed()
  return html`<div class="control-row">
    ${textField(field, placeholder, context)}
    <div class="tools">
      ${iconButton('sparkle', strings.randomSeed, () => context.post({ type: 'chooseSeed', from: 'random' }))}
      ${context.text(field.name) === '' && isLocked ? nothing : lockButton(isLocked, context, strings)}
      ${
        context.canReuseSeed()
          ? iconButton('history', strings.reuseSeed, () => context.post({ type: 'chooseSeed', from: 'last' }))
          : nothing
      }
    </div>
  </div>`
}

/** Pressed while the seed stays the same; not pressed while each generation gets a new one. */
function lockButton(isLocked: boolean, context: FieldContext, strings: FormStrings): TemplateResult {
  return html`<button
    class="icon"
    type="button"
    title=${strings.lockSeed}
    aria-label=${strings.lockSeed}
    aria-pressed=${isLocked}
    @click=${() => context.post({ type: 'setNewSeed', isOn: isLocked })}
  >
    ${codicon(isLocked ? 'lock' : 'unlock')}
  </button>`
}

function selectControl(field: FormField, { choices }: ControlOf<'select'>, context: FieldContext) {
  const text = context.text(field.name)
  // A request from elsewhere may have a value without a choice of its own.
  const selected = choices.some((choice) => choice.value === text) ? text : ''
  // As a property: the component cannot read the labels of child elements in a group that is closed.
  const options = choices.map(({ value, label, description = '' }) => ({
    value,
    label,
    description,
    selected: value === selected,
    disabled: false,
  }))
  return html`<vscode-single-select
    id="control-${field.name}"
    data-control
    .label=${field.label}
    .options=${options}
    .value=${selected}
    @change=${(event: Event) => context.setText(field.name, (event.currentTarget as HTMLSelectElement).value)}
  ></vscode-single-select>`
}

function toggleControl(field: FormField, { choices }: ControlOf<'toggle'>, context: FieldContext) {
  const text = context.text(field.name)
  return html`<div class="segments" role="radiogroup" aria-labelledby="label-${field.name}" aria-describedby="help-${field.name}">
    ${choices.map(
      ({ value, label }) =>
        html`<label class="segment"
          ><input
            type="radio"
            name=${field.name}
            .checked=${value === text}
            data-control
            @change=${() => context.setText(field.name, value)}
          /><span>${label}</span></label
        >`,
    )}
  </div>`
}
