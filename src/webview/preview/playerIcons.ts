import { html, type TemplateResult } from 'lit'

/** Shapes that the editor's icon font does not have, in a square of 16. */
const SHAPES = {
  start: 'M3 3h1.4v10H3zM13 3v10L5.6 8z',
  end: 'M11.6 3H13v10h-1.4zM3 3v10l7.4-5z',
  previousFrame: 'M10 4v8L4.4 8zM11.4 4h1.3v8h-1.3z',
  nextFrame: 'M6 4v8l5.6-4zM3.3 4h1.3v8H3.3z',
  setIn: 'M5.5 3h4v1.3H6.8v7.4h2.7V13h-4z',
  setOut: 'M10.5 3h-4v1.3h2.7v7.4H6.5V13h4z',
} as const

export type PlayerIcon = keyof typeof SHAPES

export function playerIcon(name: PlayerIcon): TemplateResult {
  return html`<svg class="player-icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[name]} /></svg>`
}
