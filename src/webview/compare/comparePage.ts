import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { CompareView, Comparison, MessageToComparePage } from '../../protocol/compare.ts'
import { iconButton } from '../shared/icon.ts'
import { LightElement } from '../shared/lightElement.ts'
import { prefersReducedMotion } from '../shared/motion.ts'
import { PageReader } from '../shared/pageReader.ts'
import { ShortcutDialog } from '../shared/playback/shortcutDialog.ts'
import { commandOf } from '../shared/playback/shortcuts.ts'
import { arrange } from './arrangement.ts'
import { type CompareHost, CompareState } from './compareState.ts'
import { Exports } from './exports.ts'
import { LayoutState } from './layoutState.ts'
import './similarityPanel.ts'
import { isGroupCommand, runOnGroup } from './groupCommands.ts'
import { layoutButtons } from './layoutButtons.ts'
import { matrixHeadings } from './matrixHeadings.ts'
import { COMPARE_SHORTCUTS, type CompareCommand, shortcutLabels } from './shortcuts.ts'
import { SyncGroup } from './syncGroup.ts'
import { type TileContext, tileView } from './tileView.ts'
import { transport } from './transport.ts'

/** A position that changes while the videos play is saved at most this often. */
const SAVE_INTERVAL_MS = 500

/** The whole page. Shows `view`, and nothing until there is one. */
export class ComparePage extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    view: { attribute: false },
    isMeasuring: { state: true },
  }

  declare view: CompareView | undefined
  declare private isMeasuring: boolean | undefined

  readonly #host: CompareHost
  readonly #state: CompareState
  readonly #shown: LayoutState
  readonly #group: SyncGroup
  readonly #reader: PageReader
  readonly #exports: Exports
  readonly #shortcuts = new ShortcutDialog()
  readonly #resizing = new ResizeObserver(() => this.#arrange())
  #isStarted = false
  #savedAt = 0

  constructor(host: CompareHost, comparison: Comparison) {
    super()
    this.#host = host
    this.#state = new CompareState(host, comparison)
    this.#shown = new LayoutState(this.#state, () => this.requestUpdate())
    this.#reader = new PageReader((request) => host.postMessage({ type: 'read', ...request }))
    this.#exports = new Exports(host, this.#reader)
    this.#group = new SyncGroup(() => this.#groupChanged())
    this.#group.speed = this.#state.current.speed ?? 1
    window.addEventListener('keydown', (event) => this.#onKey(event))
  }

  receive(message: MessageToComparePage): void {
    switch (message.type) {
      case 'show':
        this.view = message.view
        return
      case 'bytes':
        this.#reader.receive(message.requestId, message.bytes)
        return
      case 'export':
        if (this.view) void this.#exports.make(message.format, this.view, this.#shown.overlay)
        return
      case 'cancelExport':
        this.#exports.cancel()
    }
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resizing.observe(this)
  }

  protected override willUpdate(): void {
    this.#shown.view = this.view
  }

  protected override render(): TemplateResult {
    const { view } = this
    return html`${view ? this.#main(view) : nothing}`
  }

  protected override updated(): void {
    this.#arrange()
    this.#connectVideos()
    if (this.view === undefined || this.#shortcuts.isConnected) return
    this.#shortcuts.shortcuts = COMPARE_SHORTCUTS
    this.#shortcuts.labels = shortcutLabels(this.view.strings, this.view.playback.commands)
    this.#shortcuts.strings = { title: this.view.playback.shortcutsTitle, close: this.view.playback.close }
    document.body.append(this.#shortcuts)
  }

  #main(view: CompareView): TemplateResult {
    const { tiles, strings, playback } = view
    const shown = this.#shown.alone === undefined ? tiles : tiles.filter((_, index) => index === this.#shown.alone)
    const isPlayable = shown.some(({ video }) => video !== undefined)
    return html`<main>
      <h1 class="visually-hidden">${strings.title}</h1>
      <div class="toolbar" role="toolbar" aria-label=${strings.title}>
        ${
          this.#shown.hasTwo
            ? layoutButtons(
                view,
                this.#shown.alone === undefined ? this.#shown.layout : undefined,
                this.#shown.setLayout,
              )
            : nothing
        }
        <span class="spacer"></span>
        ${this.#tools(view)}
      </div>
      <div class="stage" data-layout=${this.#shown.layout}>
        ${this.#shown.alone === undefined ? matrixHeadings(view) : nothing}
        ${repeat(
          tiles,
          ({ id }) => id,
          (tile, index) => tileView(tile, index, this.#context(index, shown.includes(tile))),
        )}
      </div>
      ${
        this.isMeasuring
          ? html`<wan-similarity-panel
            .view=${view}
            .reader=${this.#reader}
            .frame=${this.#group.frame}
            .onSeek=${(frame: number) => void this.#group.seek(frame)}
            .onClose=${this.#toggleMeasuring}
          ></wan-similarity-panel>`
          : nothing
      }
      ${isPlayable ? transport(this.#group, playback, this.#run) : nothing}
    </main>`
  }

  #tools({ strings, tiles }: CompareView): TemplateResult {
    const canMeasure = tiles.filter(({ video }) => video !== undefined).length > 1
    const exportVideos = () => this.#host.postMessage({ type: 'chooseExport' })
    return html`
      ${this.#shown.alone === undefined ? nothing : iconButton('screen-normal', strings.showAll, () => this.#run('showAll'))}
      ${canMeasure ? iconButton('graph-line', strings.measure, this.#toggleMeasuring) : nothing}
      ${iconButton('export', strings.export, exportVideos)}`
  }

  readonly #toggleMeasuring = (): void => {
    this.isMeasuring = this.isMeasuring !== true
  }

  #context(index: number, isShown: boolean): TileContext {
    const { view } = this
    const layout = this.#shown.layout
    const { divider, opacity } = this.#shown.overlay
    const isUpper = index === 1
    const overlay =
      isUpper && layout === 'wipe'
        ? ({ kind: 'wipe', share: divider } as const)
        : isUpper && layout === 'onionSkin'
          ? ({ kind: 'opacity', share: opacity } as const)
          : undefined
    return {
      strings: (view as CompareView).strings,
      canRemoveOthers: (view?.tiles.filter(({ id }) => id !== 'source').length ?? 0) > 1,
      isShown,
      isAlone: this.#shown.alone !== undefined,
      overlay,
      send: (message) => this.#host.postMessage(message),
      onLoaded: () => this.requestUpdate(),
      onToggleAlone: (tile) => this.#shown.toggleAlone(tile),
      onShare: this.#shown.setShare,
    }
  }

  #arrange(): void {
    const stage = this.querySelector<HTMLElement>('.stage')
    if (stage === null || this.view === undefined) return
    const { divider, opacity } = this.#shown.overlay
    stage.style.setProperty('--divider', String(divider))
    stage.style.setProperty('--opacity', String(opacity))
    arrange(stage, this.view, { layout: this.#shown.layout, alone: this.#shown.alone })
  }

  /** Puts the shown videos that have their metadata in step, as soon as all of them do. */
  #connectVideos(): void {
    const tiles = this.view?.tiles ?? []
    const synced = tiles.flatMap(({ id, video: timing }) => {
      const video = this.querySelector<HTMLVideoElement>(`.tile[data-tile="${CSS.escape(id)}"]:not([hidden]) video`)
      return video && timing ? [{ video, timing }] : []
    })
    if (synced.length === 0 || synced.some(({ video }) => video.readyState === 0 && video.error === null)) return
    const { positionSeconds = 0, isPaused = false } = this.#state.current
    this.#group.setVideos(synced, this.#isStarted ? undefined : positionSeconds)
    if (this.#isStarted) return
    this.#isStarted = true
    if (!isPaused && !prefersReducedMotion()) this.#group.play()
  }

  #groupChanged(): void {
    this.requestUpdate()
    if (!this.#isStarted) return
    const { isPlaying, seconds, speed } = this.#group
    if (isPlaying && this.#state.current.isPaused === false && performance.now() - this.#savedAt < SAVE_INTERVAL_MS)
      return
    this.#savedAt = performance.now()
    this.#state.save({ positionSeconds: seconds, isPaused: !isPlaying, speed })
  }

  #onKey(event: KeyboardEvent): void {
    const target = event.composedPath()[0]
    if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return
    // Space and Enter activate the button that has the focus.
    if (target instanceof HTMLButtonElement && (event.key === ' ' || event.key === 'Enter')) return
    const command = commandOf(event, COMPARE_SHORTCUTS)
    if (command === undefined || this.view === undefined) return
    event.preventDefault()
    if (command === 'tileKeys') this.#shown.toggleAlone(Number(event.key) - 1)
    else if (command === 'moveDivider') this.#shown.stepShare(event.key === ']' ? 1 : -1)
    else this.#run(command)
  }

  readonly #run = (command: CompareCommand): void => {
    if (isGroupCommand(command)) runOnGroup(this.#group, command)
    else if (command === 'showShortcuts') this.#shortcuts.show()
    else if (command === 'nextLayout') this.#shown.nextLayout()
    else if (command === 'measure') this.#toggleMeasuring()
    else if (command === 'markBest') this.#markBest()
    else if (command === 'showAll') this.#shown.showAll()
  }

  /** Of the video that is shown alone, or has the focus. */
  #markBest(): void {
    const focused = document.activeElement?.closest<HTMLElement>('[data-tile]')?.dataset['tile']
    const tiles = this.view?.tiles ?? []
    const tile = this.#shown.alone === undefined ? tiles.find(({ id }) => id === focused) : tiles[this.#shown.alone]
    if (tile?.isFavorite === undefined) return
    this.#host.postMessage({ type: 'setFavorite', id: tile.id, isFavorite: !tile.isFavorite })
  }
}

customElements.define('wan-compare-page', ComparePage)
