import type { VideoSample } from 'mediabunny'
import type { CompareLayout } from '../../protocol/compare.ts'
import { type Box, type ExportedTile, type ExportPlan, LABEL_HEIGHT } from './exportPlan.ts'

const FONT_PX = 14
const PADDING_PX = 4

/** How two videos are drawn on top of each other. */
export interface Overlay {
  readonly layout: CompareLayout
  readonly divider: number
  readonly opacity: number
}

/** Draws an export in the colors of the page. */
export class ExportCanvas {
  readonly canvas: OffscreenCanvas
  readonly #context: OffscreenCanvasRenderingContext2D
  readonly #plan: ExportPlan
  readonly #tiles: readonly ExportedTile[]
  readonly #colors = getComputedStyle(document.body)

  constructor(plan: ExportPlan, tiles: readonly ExportedTile[]) {
    this.#plan = plan
    this.#tiles = tiles
    this.canvas = new OffscreenCanvas(plan.width, plan.height)
    const context = this.canvas.getContext('2d', { alpha: false })
    if (context === null) throw new Error('No canvas.')
    this.#context = context
  }

  /** Fills the background and draws the labels. */
  start(): void {
    const context = this.#context
    context.fillStyle = opaque(this.#colors.backgroundColor)
    context.fillRect(0, 0, this.#plan.width, this.#plan.height)
    context.fillStyle = this.#colors.color
    context.font = `${FONT_PX}px ${this.#colors.fontFamily}`
    context.textBaseline = 'middle'
    for (const [index, { label }] of this.#tiles.entries()) this.#drawLabel(label, this.#plan.labels[index])
  }

  drawPicture(index: number, sample: VideoSample): void {
    const box = this.#plan.pictures[index]
    if (box !== undefined) sample.draw(this.#context, box.x, box.y, box.width, box.height)
  }

  /** Draws the second of two videos on top of the first. */
  drawOverlay(index: number, sample: VideoSample, { layout, divider, opacity }: Overlay): void {
    const context = this.#context
    const box = this.#plan.pictures[index]
    if (box === undefined) return
    context.save()
    if (layout === 'difference') context.globalCompositeOperation = 'difference'
    if (layout === 'onionSkin') context.globalAlpha = opacity
    if (layout === 'wipe') {
      context.beginPath()
      context.rect(box.x + box.width * divider, box.y, box.width * (1 - divider), box.height)
      context.clip()
    }
    sample.draw(context, box.x, box.y, box.width, box.height)
    context.restore()
  }

  #drawLabel(text: string, box: Box | undefined): void {
    if (box === undefined) return
    const width = box.width - 2 * PADDING_PX
    this.#context.fillText(this.#shortened(text, width), box.x + PADDING_PX, box.y + LABEL_HEIGHT / 2)
  }

  #shortened(text: string, width: number): string {
    const letters = [...text]
    const fits = (length: number) => this.#context.measureText(cut(letters, length)).width <= width
    if (fits(letters.length)) return text
    let length = letters.length
    while (length > 0 && !fits(length)) length = Math.floor(length * 0.9)
    return cut(letters, length)
  }
}

function cut(letters: readonly string[], length: number): string {
  return length >= letters.length ? letters.join('') : `${letters.slice(0, length).join('')}…`
}

/** A theme can have a transparent background. */
function opaque(color: string): string {
  return /^rgba\(.*, 0\)$/.test(color) ? 'black' : color
}
