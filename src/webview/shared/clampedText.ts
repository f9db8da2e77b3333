import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { classMap } from 'lit/directives/class-map.js'
import { LightElement } from './lightElement.ts'

const MAX_LINES = 8

export interface ClampedTextStrings {
  readonly showMore: string
  readonly showLess: string
}

/** Selectable plain text. A text that is longer than `maxLength` starts collapsed and has a button that expands it. */
class ClampedText extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    text: { attribute: false },
    maxLength: { attribute: false },
    strings: { attribute: false },
    isExpanded: { state: true },
  }

  declare text: string
  declare maxLength: number
  declare strings: ClampedTextStrings
  declare private isExpanded: boolean | undefined

  protected override render(): TemplateResult {
    const isLong = this.text.length > this.maxLength || this.text.split('\n', MAX_LINES + 1).length > MAX_LINES
    const isExpanded = this.isExpanded ?? false
    // `dir="auto"`: the direction of the text can differ from the direction of the page.
    return html`<div class=${classMap({ text: true, clamped: isLong && !isExpanded })} dir="auto">${this.text}</div>
      ${isLong ? this.#toggle(isExpanded) : nothing}`
  }

  #toggle(isExpanded: boolean): TemplateResult {
    const toggle = () => {
      this.isExpanded = !isExpanded
    }
    return html`<button class="link" type="button" aria-expanded=${isExpanded} @click=${toggle}>
      ${isExpanded ? this.strings.showLess : this.strings.showMore}
    </button>`
  }
}

customElements.define('wan-clamped-text', ClampedText)

export function clampedText(text: string, strings: ClampedTextStrings, maxLength: number): TemplateResult {
  return html`<wan-clamped-text .text=${text} .strings=${strings} .maxLength=${maxLength}></wan-clamped-text>`
}
