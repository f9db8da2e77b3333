import '@vscode-elements/elements/dist/vscode-textarea/index.js'
import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/vscode-textarea.js'
import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { MAX_TEXT_LENGTH } from '../../protocol/form.ts'
import { LightElement } from '../shared/lightElement.ts'

/** A text area that grows with its text, up to most of the page, and counts the characters. */
class GrowingTextArea extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    name: { attribute: false },
    label: { attribute: false },
    value: { attribute: false },
    placeholder: { attribute: false },
    counter: { attribute: false },
    isInvalid: { attribute: false },
  }

  declare name: string
  declare label: string
  declare value: string
  declare placeholder: string
  /** `{0}` is the number of characters. */
  declare counter: string
  declare isInvalid: boolean
  declare setText: (text: string) => void

  protected override render(): TemplateResult {
    return html`<vscode-textarea
        id="control-${this.name}"
        data-control
        .label=${this.label}
        .value=${this.value}
        .placeholder=${this.placeholder}
        .invalid=${this.isInvalid}
        .spellcheck=${true}
        .maxLength=${MAX_TEXT_LENGTH}
        @input=${(event: InputEvent) => this.setText((event.currentTarget as VscodeTextarea).value)}
      ></vscode-textarea>
      <p class="counter" ?hidden=${this.value === ''}>${this.counter.replace('{0}', () => countText(this.value))}</p>`
  }

  protected override async firstUpdated(): Promise<void> {
    const area = this.querySelector<VscodeTextarea>('vscode-textarea')
    await area?.updateComplete
    // The style sheet of the page does not reach into the shadow tree.
    if (area) Object.assign(area.wrappedElement.style, GROWING)
  }
}

const GROWING = {
  fieldSizing: 'content',
  minHeight: '4.6em',
  maxHeight: '60vh',
  height: 'auto',
  lineHeight: '1.4',
  padding: '4px 6px',
  // Each line of the text decides its own direction.
  unicodeBidi: 'plaintext',
}

/** Counts code points, so that an emoji counts as one. */
function countText(text: string): string {
  let count = 0
  for (const _ of text) count++
  return count.toLocaleString(document.documentElement.lang || 'en')
}

customElements.define('wan-growing-text-area', GrowingTextArea)
