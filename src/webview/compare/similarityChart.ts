import { html, nothing, type PropertyDeclarations, svg, type TemplateResult } from 'lit'
import { LightElement } from '../shared/lightElement.ts'

/** In units of the picture, which is stretched to the width of the page. */
const WIDTH = 1000
const HEIGHT = 100

/** The values of all frames as a curve. A click calls `onSeek` with the frame. Infinite values are drawn at the top. */
export class SimilarityChart extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    values: { attribute: false },
    frames: { attribute: false },
    frame: { attribute: false },
    label: { attribute: false },
    maximum: { attribute: false },
    format: { attribute: false },
    hovered: { state: true },
  }

  declare values: readonly number[]
  /** The number of frames of the timeline. */
  declare frames: number
  /** The frame that is shown. */
  declare frame: number
  declare label: string
  /** The value at the top of the curve; undefined for the highest one. */
  declare maximum: number | undefined
  /** Makes the text for a frame and its value. */
  declare format: (frame: number, value: number) => string
  declare onSeek: (frame: number) => void
  declare private hovered: number | undefined

  protected override render(): TemplateResult {
    const { values, frames, frame, label, hovered } = this
    const finite = values.filter(Number.isFinite)
    const top = this.maximum ?? Math.max(...finite, 1)
    const bottom = Math.min(...finite, top * 0.999)
    const y = (value: number) =>
      Number.isFinite(value) ? 4 + (1 - (value - bottom) / (top - bottom)) * (HEIGHT - 8) : 4
    const x = (at: number) => ((at + 0.5) / frames) * WIDTH
    const points = values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
    const shown = hovered ?? frame
    const value = values[shown]
    return html`<div class="chart-head">
        <span>${label}</span>
        <span class="chart-value">${value === undefined ? nothing : this.format(shown, value)}</span>
      </div>
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label=${label}
        @click=${(event: MouseEvent) => this.onSeek(this.#frameAt(event))}
        @pointermove=${(event: PointerEvent) => {
          this.hovered = this.#frameAt(event)
        }}
        @pointerleave=${() => {
          this.hovered = undefined
        }}
      >
        ${svg`<polyline class="curve" points=${points}></polyline>
          <line class="cursor" x1=${x(frame)} x2=${x(frame)} y1="0" y2=${HEIGHT}></line>`}
      </svg>`
  }

  #frameAt({ clientX, currentTarget }: MouseEvent): number {
    const { left, width } = (currentTarget as Element).getBoundingClientRect()
    const frame = Math.floor(((clientX - left) / Math.max(1, width)) * this.frames)
    return Math.min(Math.max(0, frame), this.frames - 1)
  }
}

customElements.define('wan-similarity-chart', SimilarityChart)
