import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import type { FrameUse, MessageToPreviewPage, PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { Clock } from '../shared/clock.ts'
import { LightElement } from '../shared/lightElement.ts'
import { PageReader } from '../shared/pageReader.ts'
import '../shared/playback/shortcutDialog.ts'
import type { ShortcutDialog } from '../shared/playback/shortcutDialog.ts'
import { commandOf } from '../shared/playback/shortcuts.ts'
import './actionBar.ts'
import { details } from './details.ts'
import { isTyping, PREVIEW_SHORTCUTS, type PreviewCommand } from './keyboard.ts'
import { mainArea } from './mainArea.ts'
import { PlaybackState, type PreviewHost } from './playbackState.ts'
import { toolbar } from './toolbar.ts'
import { sendFrame } from './useFrame.ts'
import './videoPlayer.ts'
import type { VideoPlayer } from './videoPlayer.ts'

/** The whole page. Shows `view`, and nothing until there is one. */
export class PreviewPage extends LightElement {
  static override readonly properties: PropertyDeclarations = {
    view: { attribute: false },
    isFullScreen: { state: true },
  }

  declare view: PreviewView | undefined
  declare private isFullScreen: boolean

  readonly #host: PreviewHost
  readonly #state: PlaybackState
  readonly #reader: PageReader
  readonly #locale = document.documentElement.lang || 'en'
  readonly #player = createRef<VideoPlayer>()
  readonly #shortcuts = createRef<ShortcutDialog>()

  constructor(host: PreviewHost) {
    super()
    this.#host = host
    this.#state = new PlaybackState(host)
    this.#reader = new PageReader(({ id: src, ...part }) => host.postMessage({ type: 'read', src, ...part }))
    this.isFullScreen = false
    new Clock(this)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('keydown', this.#onKeyDown)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('keydown', this.#onKeyDown)
  }

  receive(message: MessageToPreviewPage): void {
    switch (message.type) {
      case 'show':
        this.view = message.view
        return
      case 'useFrame':
        this.useFrame(message.use)
        return
      case 'bytes':
        this.#reader.receive(message.requestId, message.bytes)
    }
  }

  /** Uses the frame that the video shows. Does nothing if no video is shown. */
  private useFrame(use: FrameUse): void {
    if (this.#player.value) void sendFrame(this.#player.value, use, this.#host)
  }

  protected override render(): TemplateResult {
    const { view } = this
    // The live region is there from the start: screen readers announce only changes of an existing one.
    return html`${view ? this.#main(view) : nothing}
      <div class="visually-hidden" role="status">${view && announcement(view)}</div>`
  }

  #main(view: PreviewView): TemplateResult {
    const isClosed = this.#state.current.detailsClosed ?? false
    return html`<main
        data-kind=${view.mainArea.kind}
        ?data-details-closed=${isClosed}
        ?data-full-screen=${this.isFullScreen && view.mainArea.kind === 'video'}
      >
        ${toolbar(view, {
          isOpen: !isClosed,
          runAction: this.#runAction,
          toggleDetails: () => this.#run('details'),
        })}
        ${mainArea(view.mainArea, {
          locale: this.#locale,
          now: Date.now(),
          video: (area) =>
            html`<wan-video-player
              ${ref(this.#player)}
              .area=${area}
              .strings=${view.strings}
              .menu=${view.menu}
              .state=${this.#state}
              .reader=${this.#reader}
              .onPlaybackError=${this.#onPlaybackError}
              .onToggleFullScreen=${() => this.#toggleFullScreen()}
              .onSaveFrame=${() => this.useFrame('save')}
            ></wan-video-player>`,
        })}
        <div class="side" ?hidden=${isClosed}>${details(view, this.#runAction, this.#locale)}</div>
      </main>
      <wan-shortcut-dialog
        ${ref(this.#shortcuts)}
        .shortcuts=${PREVIEW_SHORTCUTS}
        .labels=${{
          ...view.strings.playback.commands,
          saveFrame: view.strings.saveFrame,
          copyFrame: view.strings.copyFrame,
          details: view.strings.details,
        }}
        .strings=${{ title: view.strings.playback.shortcutsTitle, close: view.strings.playback.close }}
      ></wan-shortcut-dialog>`
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event)) return
    const command = this.isFullScreen && event.key === 'Escape' ? 'fullScreen' : commandOf(event, PREVIEW_SHORTCUTS)
    const needsVideo = command !== undefined && command !== 'showShortcuts' && command !== 'details'
    if (command === undefined || (needsVideo && !this.#player.value)) return
    event.preventDefault()
    this.#run(command)
  }

  #run(command: PreviewCommand): void {
    switch (command) {
      case 'showShortcuts':
        this.#shortcuts.value?.show()
        return
      case 'saveFrame':
        this.useFrame('save')
        return
      case 'copyFrame':
        this.useFrame('copy')
        return
      case 'details':
        this.#state.save({ detailsClosed: !(this.#state.current.detailsClosed ?? false) })
        this.requestUpdate()
        return
      default:
        this.#player.value?.run(command)
    }
  }

  /** A webview cannot fill the screen by itself: the page hides all but the video, and the editor all but the page. */
  #toggleFullScreen(): void {
    this.isFullScreen = !this.isFullScreen
    this.#host.postMessage({ type: 'fullScreen', isOn: this.isFullScreen })
  }

  readonly #runAction = (action: PreviewAction): void => this.#host.postMessage({ type: 'runAction', action })

  readonly #onPlaybackError = (src: string, code: number): void =>
    this.#host.postMessage({ type: 'playbackError', src, code })
}

/** What a screen reader announces. Does not contain the elapsed time, which changes every second. */
function announcement({ status, mainArea }: PreviewView): string {
  const title = mainArea.kind === 'video' ? undefined : mainArea.title
  return [status?.label, title].filter((text) => text !== undefined).join('. ')
}

customElements.define('wan-preview-page', PreviewPage)
