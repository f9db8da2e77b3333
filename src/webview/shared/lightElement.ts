import { LitElement } from 'lit'

/**
 * A component that renders into the page itself instead of a shadow tree, so that the style sheet of the page, with the
 * codicons, applies to it.
 */
export abstract class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this
  }
}
