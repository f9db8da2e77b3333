import '@vscode-elements/elements/dist/vscode-button/index.js'
import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { LightElement } from '../shared/lightElement.ts'

/** The buttons of a job. The focused button keeps the focus for as long as its action is available. */
class ActionBar extends LightElement {
  static override readonly properties: PropertyDeclarations = { actions: { attribute: false } }

  declare actions: PreviewView['actions']
  declare runAction: (action: PreviewAction) => void

  protected override update(changed: PropertyValues): void {
    const focused = this.querySelector<HTMLElement>('vscode-button:focus')
    super.update(changed)
    // An element that is moved loses the focus.
    if (focused?.isConnected) focused.focus()
  }

  protected override render(): TemplateResult {
    return html`${repeat(
      this.actions,
      ({ id }) => id,
      ({ id, label, icon, primary }) =>
        html`<vscode-button
          icon=${icon}
          title=${label}
          aria-label=${label}
          .secondary=${!primary}
          @click=${() => this.runAction(id)}
          ><span class="label">${label}</span></vscode-button
        >`,
    )}`
  }
}

customElements.define('wan-action-bar', ActionBar)
