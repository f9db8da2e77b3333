import { html, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { iconButton } from '../icon.ts'
import { LightElement } from '../lightElement.ts'
import { keyLabel, type Shortcut } from './shortcuts.ts'
import './shortcutDialog.css'

/**
 * The list of keyboard shortcuts (`?`). Set `shortcuts`, `labels` (by command) and `strings` before the first render, then
 * call `show`. Escape, the button and a click beside the list close it. The focus returns to where it was.
 */
export class ShortcutDialog extends LightElement {
  declare shortcuts: readonly Shortcut<string>[]
  declare labels: Readonly<Record<string, string>>
  declare strings: { readonly title: string; readonly close: string }
  readonly #dialog = createRef<HTMLDialogElement>()

  show(): void {
    this.#dialog.value?.showModal()
  }

  protected override render(): TemplateResult {
    const close = () => this.#dialog.value?.close()
    return html`<dialog
      ${ref(this.#dialog)}
      class="shortcuts"
      aria-label=${this.strings.title}
      @click=${(event: Event) => {
        if (event.target === event.currentTarget) close()
      }}
      @keydown=${(event: KeyboardEvent) => {
        event.stopPropagation()
        if (event.key === '?') close()
      }}
    >
      <div class="shortcuts-content">
        <header>
          <h2>${this.strings.title}</h2>
          ${iconButton('close', this.strings.close, close)}
        </header>
        <dl>
          ${this.shortcuts.map(
            ({ command, keys }) =>
              html`<div>
                <dt>${this.labels[command] ?? command}</dt>
                <dd>${keys.map((key) => html`<kbd>${keyLabel(key)}</kbd>`)}</dd>
              </div>`,
          )}
        </dl>
      </div>
    </dialog>`
  }
}

customElements.define('wan-shortcut-dialog', ShortcutDialog)
