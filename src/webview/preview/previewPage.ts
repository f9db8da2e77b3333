import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { Clock } from '../shared/clock.ts'
import { codicon } from '../shared/icon.ts'
import { LightElement } from '../shared/lightElement.ts'
import './actionBar.ts'
import { details } from './details.ts'
import { mainArea } from './mainArea.ts'
import { PlaybackState, type PreviewHost } from './playbackState.ts'

/** The whole page. Shows `view`, and nothing until there is one. */
export class PreviewPage extends LightElement {
  static override readonly properties: PropertyDeclarations = { view: { attribute: false } }

  declare view: PreviewView | undefined

  readonly #host: PreviewHost
  readonly #playback: PlaybackState
  readonly #locale = document.documentElement.lang || 'en'

  constructor(host: PreviewHost) {
    super()
    this.#host = host
    this.#playback = new PlaybackState(host)
    new Clock(this)
  }

  protected override render(): TemplateResult {
    const { view } = this
    // The live region is there from the start: screen readers announce only changes of an existing one.
    return html`${view ? this.#main(view) : nothing}
      <div class="visually-hidden" role="status">${view && announcement(view)}</div>`
  }

  #main(view: PreviewView): TemplateResult {
    const { tone, icon, label } = view.status
    return html`<main>
      ${mainArea(view.mainArea, {
        locale: this.#locale,
        now: Date.now(),
        playback: this.#playback,
        onPlaybackError: this.#onPlaybackError,
      })}
      <div class="side">
        <h1 class="status" data-tone=${tone}>${codicon(icon)}${label}</h1>
        <wan-action-bar .actions=${view.actions} .runAction=${this.#runAction}></wan-action-bar>
        ${details(view, this.#runAction, this.#locale)}
      </div>
    </main>`
  }

  readonly #runAction = (action: PreviewAction): void => this.#host.postMessage({ type: 'runAction', action })

  readonly #onPlaybackError = (src: string, code: number): void =>
    this.#host.postMessage({ type: 'playbackError', src, code })
}

/** What a screen reader announces. Does not contain the elapsed time, which changes every second. */
function announcement({ status, mainArea }: PreviewView): string {
  return mainArea.kind === 'video' ? status.label : `${status.label}. ${mainArea.title}`
}

customElements.define('wan-preview-page', PreviewPage)
