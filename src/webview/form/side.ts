import '@vscode-elements/elements/dist/vscode-button/index.js'
import '@vscode-elements/elements/dist/vscode-checkbox/index.js'
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js'
import { html, nothing, type TemplateResult } from 'lit'
import type { FormStatus, FormView } from '../../protocol/form.ts'
import { codicon } from '../shared/icon.ts'

const SHORTCUT = navigator.platform.startsWith('Mac') ? '⌘Enter' : 'Ctrl+Enter'

export interface SideActions {
  submit(): void
  submitVariations(): void
  setNewSeed(isOn: boolean): void
}

function costTemplate({ icon, text, price, derivation, balance }: FormStatus['cost']): TemplateResult {
  return html`<div class="cost">
    ${codicon(icon)}
    <div>
      ${
        price === undefined
          ? nothing
          : html`<p class="price">
              <strong>${price}</strong>${derivation === undefined ? nothing : html`<span>${derivation}</span>`}
            </p>`
      }
      <p>${text}</p>
      ${balance === undefined ? nothing : html`<p class="balance">${balance}</p>`}
    </div>
  </div>`
}

/** What the request makes and costs, and the button that sends it. Stays visible while the fields scroll. */
export function sideTemplate({ strings }: FormView, status: FormStatus, actions: SideActions): TemplateResult {
  const isBusy = status.progress !== undefined
  return html`<aside class="side" aria-label=${strings.expectedResult}>
    <section class="result">
      <h2>${strings.expectedResult}</h2>
      <dl>
        ${status.summary.map(
          ({ label, value, note }) =>
            html`<div class="row">
              <dt>${label}</dt>
              <dd>${value}${note === undefined ? nothing : html`<span class="derivation">${note}</span>`}</dd>
            </div>`,
        )}
      </dl>
    </section>
    ${costTemplate(status.cost)}
    <div class="submit">
      <vscode-button
        class="generate"
        icon=${isBusy ? 'loading' : 'play'}
        ?icon-spin=${isBusy}
        aria-disabled=${isBusy}
        title=${SHORTCUT}
        @click=${(event: MouseEvent) => {
          // The second click of a double click does not buy a second video.
          if (event.detail <= 1) actions.submit()
        }}
        >${status.progress ?? strings.generate}</vscode-button
      >
      <vscode-checkbox
        toggle
        .label=${strings.newSeed}
        .checked=${status.newSeed}
        title=${strings.newSeedHelp}
        @change=${(event: Event) => actions.setNewSeed((event.currentTarget as HTMLInputElement).checked)}
      ></vscode-checkbox>
      <vscode-button
        icon="versions"
        .secondary=${true}
        aria-disabled=${isBusy}
        @click=${() => actions.submitVariations()}
        >${strings.generateVariations}</vscode-button
      >
    </div>
  </aside>`
}
