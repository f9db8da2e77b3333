import '@vscode-elements/elements/dist/vscode-textfield/index.js'
import { html, type TemplateResult } from 'lit'
import type { FormField } from '../../protocol/form.ts'
import { type FieldContext, isInvalid } from './fieldContext.ts'

/** A text box for one line. */
export function textField(field: FormField, placeholder: string, context: FieldContext): TemplateResult {
  return html`<vscode-textfield
    id="control-${field.name}"
    data-control
    .label=${field.label}
    .value=${context.text(field.name)}
    .placeholder=${placeholder}
    .invalid=${isInvalid(context.status(field.name))}
    @input=${(event: InputEvent) => context.setText(field.name, (event.currentTarget as HTMLInputElement).value)}
  ></vscode-textfield>`
}
