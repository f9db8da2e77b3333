import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { CompareView } from '../../protocol/compare.ts'
import { iconButton } from '../shared/icon.ts'
import { LightElement } from '../shared/lightElement.ts'
import type { PageReader } from '../shared/pageReader.ts'
import type { FrameTiming } from '../shared/playback/frames.ts'
import type { PlayableTile } from './measure.ts'
import { type Similarity, summarize } from './similarity.ts'
import './similarityChart.ts'
import { timelineOf } from './sync.ts'
import { nameOf } from './tileView.ts'

/** The similarity of two of the videos, measured when the user asks for it. */
export class SimilarityPanel extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    view: { attribute: false },
    frame: { attribute: false },
    pair: { state: true },
    results: { state: true },
    error: { state: true },
    running: { state: true },
  }

  declare view: CompareView
  declare reader: PageReader
  /** The frame of the timeline that is shown. */
  declare frame: number
  declare onSeek: (frame: number) => void
  declare onClose: () => void
  /** The IDs of the measured tiles. */
  declare private pair: readonly [string, string] | undefined
  declare private results: readonly Similarity[] | undefined
  declare private error: string | undefined
  declare private running: AbortController | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#start()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.running?.abort()
  }

  protected override render(): TemplateResult {
    const { strings } = this.view
    const { results = [], error, running } = this
    const total = this.#timeline?.frames ?? 0
    return html`<section class="similarity" aria-label=${strings.metrics}>
      <header>
        <h2>${strings.metrics}</h2>
        ${this.#playable.length > 2 ? this.#selects() : nothing}
        <span class="spacer"></span>
        <span role="status">${running ? fill(strings.measuring, results.length + 1, total) : nothing}</span>
        ${running ? iconButton('debug-stop', strings.cancel, () => running.abort()) : nothing}
        ${iconButton('close', this.view.playback.close, this.onClose)}
      </header>
      ${error === undefined ? nothing : html`<p class="similarity-error">${fill(strings.measureFailed, error)}</p>`}
      ${results.length === 0 ? nothing : this.#charts(results, total)}
    </section>`
  }

  #charts(results: readonly Similarity[], total: number): TemplateResult {
    const { strings } = this.view
    const decibels = (value: number) => (Number.isFinite(value) ? `${value.toFixed(2)} dB` : strings.infinite)
    return html`${this.#chart(
      'PSNR',
      results.map(({ psnr }) => psnr),
      total,
      undefined,
      decibels,
    )}
      ${this.#chart(
        'SSIM',
        results.map((each) => each.ssim),
        total,
        1,
        (value) => value.toFixed(4),
      )}`
  }

  #chart(
    name: string,
    values: readonly number[],
    total: number,
    maximum: number | undefined,
    format: (value: number) => string,
  ): TemplateResult {
    const { strings } = this.view
    const summary = summarize(values)
    const isDone = values.length === total
    const text = summary
      ? [
          fill(strings.mean, format(summary.mean)),
          fill(strings.lowest, format(summary.lowest), summary.frame + 1),
        ].join(', ')
      : ''
    return html`<div class="chart" data-metric=${name}>
      <wan-similarity-chart
        .values=${values}
        .frames=${total}
        .frame=${this.frame}
        .maximum=${maximum}
        .label=${isDone ? `${name}: ${text}` : name}
        .format=${(frame: number, value: number) => fill(strings.chartPosition, frame + 1, format(value))}
        .onSeek=${this.onSeek}
      ></wan-similarity-chart>
      ${iconButton('arrow-circle-down', `${strings.goToLowest} (${name})`, () => this.onSeek(summary?.frame ?? 0))}
    </div>`
  }

  #selects(): TemplateResult {
    const { strings, tiles } = this.view
    const select = (position: 0 | 1, label: string) => {
      const change = (event: Event) => {
        const id = (event.currentTarget as HTMLSelectElement).value
        const [first, second] = this.#pair ?? ['', '']
        this.pair = position === 0 ? [id, second] : [first, id]
        void this.#start()
      }
      return html`<select aria-label=${label} title=${label} @change=${change}>
        ${this.#playable.map(
          (tile) =>
            html`<option value=${tile.id} ?selected=${tile.id === this.#pair?.[position]}>${nameOf(tile, tiles.indexOf(tile))}</option>`,
        )}
      </select>`
    }
    return html`${select(0, strings.firstVideo)} ${select(1, strings.secondVideo)}`
  }

  get #playable(): PlayableTile[] {
    return this.view.tiles.filter((tile): tile is PlayableTile => tile.video !== undefined)
  }

  get #pair(): readonly [string, string] | undefined {
    const [first, second] = this.#playable
    return this.pair ?? (first && second && [first.id, second.id])
  }

  get #measured(): readonly PlayableTile[] {
    return (this.#pair ?? []).flatMap((id) => this.#playable.find((tile) => tile.id === id) ?? [])
  }

  get #timeline(): FrameTiming | undefined {
    const tiles = this.#measured
    return tiles.length === 2 ? timelineOf(tiles.map(({ video }) => video)) : undefined
  }

  async #start(): Promise<void> {
    this.running?.abort()
    const [first, second] = this.#measured
    const timeline = this.#timeline
    if (first === undefined || second === undefined || timeline === undefined) return
    const running = new AbortController()
    this.running = running
    this.results = []
    this.error = undefined
    try {
      const { measure } = await import('./measure.ts')
      await measure(first, second, {
        reader: this.reader,
        timeline,
        signal: running.signal,
        onFrame: (similarity) => {
          if (!running.signal.aborted) this.results = [...(this.results ?? []), similarity]
        },
      })
    } catch (error) {
      if (!running.signal.aborted) this.error = error instanceof Error ? error.message : String(error)
    } finally {
      if (this.running === running) this.running = undefined
    }
  }
}

function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)] ?? ''))
}

customElements.define('wan-similarity-panel', SimilarityPanel)
