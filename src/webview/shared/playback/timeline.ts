import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { LightElement } from '../lightElement.ts'
import { clampFrame, type FrameRange, type FrameTiming, formatPosition, frameStart } from './frames.ts'
import './timeline.css'

/** The frames that Page Up and Page Down move by. */
const PAGE_FRAMES = 10
/** Frames are marked if there is at least this much space for each. */
const MIN_TICK_PX = 6

export interface TimelineStrings {
  /** The accessible name. */
  readonly label: string
  /** For example `Frame {0} of {1}, {2}`: the frame counted from 1, the number of frames, and the time. */
  readonly position: string
}

/**
 * A slider over the frames of a video (`<wan-timeline>`). Set all properties; `range` and `hover` are optional.
 *
 * - Click, drag, arrow keys, Page Up and Page Down, Home and End call `onSeek` with a frame. The element does not move by
 *   itself: set `frame` to the frame that is shown.
 * - Pointing at a frame calls `onHover` with it, and with undefined when the pointer leaves. `hover` is shown above the
 *   pointer, over the time of that frame: for example a thumbnail.
 * - `range` marks the frames between the in and out points.
 */
export class Timeline extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    timing: { attribute: false },
    frame: { attribute: false },
    range: { attribute: false },
    hover: { attribute: false },
    strings: { attribute: false },
    hovered: { state: true },
  }

  declare timing: FrameTiming
  declare frame: number
  declare range: FrameRange | undefined
  declare hover: unknown
  declare strings: TimelineStrings
  declare onSeek: (frame: number) => void
  declare onHover: (frame: number | undefined) => void
  declare private hovered: number | undefined
  #isDragging = false
  readonly #resizing = new ResizeObserver(() => this.requestUpdate())

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resizing.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resizing.disconnect()
  }

  protected override render(): TemplateResult {
    const { timing, frame, strings, hovered } = this
    const time = formatPosition(frameStart(frame, timing))
    const text = [frame + 1, timing.frames, time].reduce<string>(
      (template, value, index) => template.replace(`{${index}}`, () => String(value)),
      strings.position,
    )
    return html`<div
        class="timeline-track"
        role="slider"
        tabindex="0"
        aria-label=${strings.label}
        aria-valuemin="1"
        aria-valuemax=${timing.frames}
        aria-valuenow=${frame + 1}
        aria-valuetext=${text}
        @pointerdown=${this.#onPointerDown}
        @pointermove=${this.#onPointerMove}
        @pointerup=${this.#onPointerUp}
        @pointercancel=${this.#onPointerUp}
        @pointerleave=${this.#onPointerLeave}
        @keydown=${this.#onKeyDown}
      >
        <div class="timeline-bar"></div>
        ${this.range ? html`<div class="timeline-range"></div>` : nothing}
        <div class="timeline-ticks"></div>
        ${hovered === undefined ? nothing : html`<div class="timeline-pointer"></div>`}
        <div class="timeline-thumb"></div>
      </div>
      ${
        hovered === undefined
          ? nothing
          : html`<div class="timeline-hover" aria-hidden="true">
            ${this.hover ?? nothing}
            <div class="timeline-hover-time">${hovered + 1} · ${formatPosition(frameStart(hovered, timing))}</div>
          </div>`
      }`
  }

  /** Sets positions through the CSSOM: the content security policy forbids style attributes. */
  protected override updated(_changed: PropertyValues): void {
    const { frames } = this.timing
    const set = (name: string, value: number) => this.style.setProperty(name, String(value))
    set('--position', (this.frame + 0.5) / frames)
    set('--frames', frames)
    if (this.range) {
      set('--range-start', this.range.first / frames)
      set('--range-end', (this.range.last + 1) / frames)
    }
    if (this.hovered !== undefined) set('--hovered', (this.hovered + 0.5) / frames)
    this.toggleAttribute('data-ticks', this.clientWidth / frames >= MIN_TICK_PX)
    const hover = this.querySelector<HTMLElement>('.timeline-hover')
    if (hover && this.hovered !== undefined) {
      const center = ((this.hovered + 0.5) / frames) * this.clientWidth
      const space = this.clientWidth - hover.offsetWidth
      set('--hover-left', Math.max(0, Math.min(space, center - hover.offsetWidth / 2)))
    }
  }

  #frameAtPointer({ clientX }: PointerEvent): number {
    const { left, width } = this.getBoundingClientRect()
    return clampFrame(Math.floor(((clientX - left) / Math.max(1, width)) * this.timing.frames), this.timing)
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    this.#isDragging = true
    this.onSeek(this.#frameAtPointer(event))
  }

  readonly #onPointerMove = (event: PointerEvent): void => {
    const frame = this.#frameAtPointer(event)
    if (frame !== this.hovered) {
      this.hovered = frame
      this.onHover(frame)
    }
    if (this.#isDragging && frame !== this.frame) this.onSeek(frame)
  }

  readonly #onPointerUp = (): void => {
    this.#isDragging = false
  }

  readonly #onPointerLeave = (): void => {
    this.hovered = undefined
    this.onHover(undefined)
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const frame = this.#frameOfKey(event)
    if (frame === undefined) return
    // The page has shortcuts for the same keys.
    event.preventDefault()
    event.stopPropagation()
    this.onSeek(clampFrame(frame, this.timing))
  }

  #frameOfKey({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): number | undefined {
    if (shiftKey || ctrlKey || altKey || metaKey) return undefined
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        return this.frame - 1
      case 'ArrowRight':
      case 'ArrowUp':
        return this.frame + 1
      case 'PageDown':
        return this.frame - PAGE_FRAMES
      case 'PageUp':
        return this.frame + PAGE_FRAMES
      case 'Home':
        return 0
      case 'End':
        return this.timing.frames - 1
      default:
        return undefined
    }
  }
}

customElements.define('wan-timeline', Timeline)
