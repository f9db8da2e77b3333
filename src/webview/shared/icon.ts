import { html, type TemplateResult } from 'lit'

/** A codicon, hidden from screen readers. `loading` spins. */
export function codicon(name: string): TemplateResult {
  const spin = name === 'loading' ? ' codicon-modifier-spin' : ''
  return html`<span class="codicon codicon-${name}${spin}" aria-hidden="true"></span>`
}

/** A button that shows only an icon. `label` is its tooltip and its accessible name. */
export function iconButton(icon: string, label: string, onClick: () => void): TemplateResult {
  return html`<button class="icon" type="button" title=${label} aria-label=${label} @click=${onClick}>
    ${codicon(icon)}
  </button>`
}
