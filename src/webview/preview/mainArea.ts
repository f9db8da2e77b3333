import '@vscode-elements/elements/dist/vscode-progress-bar/index.js'
import { formatDuration } from '../../core/text/format.ts'
import type { PreviewStage } from '../../protocol/preview.ts'
import { codicon, make } from '../shared/dom.ts'
import { formatTransfer } from './format.ts'
import type { Player } from './player.ts'

type Progress = Extract<PreviewStage, { kind: 'progress' }>
type Download = NonNullable<Progress['download']>

/** The large part of the page. */
export interface Stage {
  readonly element: HTMLElement
  show(stage: PreviewStage): void
  /** Counts the ages on; called about once a second. */
  tick(now: number): void
}

export function makeStage(makePlayer: () => Player, language: string): Stage {
  const element = make('section', { class: 'stage' })
  const below = make('div', { class: 'below' })
  let player: Player | undefined
  let tick: (now: number) => void = () => undefined

  return {
    element,
    show(stage) {
      element.dataset['kind'] = stage.kind
      tick = () => undefined
      if (stage.kind === 'video') {
        player ??= makePlayer()
        // Taking a playing video out of the page and putting it back would stop it.
        if (player.element.parentElement !== element) element.replaceChildren(player.element, below)
        below.replaceChildren(...underVideo(stage, language))
        player.play(stage.src, stage.label, stage.aspectRatio)
        return
      }
      player = undefined
      if (stage.kind === 'notice') {
        element.replaceChildren(makeNotice(stage))
        return
      }
      const progress = makeProgress(stage, language)
      element.replaceChildren(...progress.elements)
      tick = progress.tick
      tick(Date.now())
    },
    tick: (now) => tick(now),
  }
}

function underVideo(stage: Extract<PreviewStage, { kind: 'video' }>, language: string): HTMLElement[] {
  const note = stage.note === undefined ? [] : [make('p', { class: 'note' }, codicon('info'), stage.note)]
  return stage.download ? [...note, ...makeDownload(stage.download, language)] : note
}

function makeNotice(stage: Extract<PreviewStage, { kind: 'notice' }>): HTMLElement {
  const icon = make('div', { class: 'emblem', 'data-tone': stage.tone }, codicon(stage.icon))
  const paragraphs = stage.paragraphs.map((paragraph) => make('p', { dir: 'auto' }, paragraph))
  return make('div', { class: 'message' }, icon, make('h2', {}, stage.title), ...paragraphs)
}

function makeProgress(stage: Progress, language: string): { elements: HTMLElement[]; tick(now: number): void } {
  const age = make('p', { class: 'age' })
  const slow = make('p', { class: 'slow', hidden: '' }, stage.slow?.text ?? '')
  const { download } = stage
  const transfer = download?.receivedBytes ? [make('p', { class: 'age' }, transferText(download, language))] : []
  const bar = download ? makeDownloadBar(download) : makeBar(stage.title)
  const message = make(
    'div',
    { class: 'message' },
    make('h2', {}, stage.title),
    age,
    ...transfer,
    make('p', {}, stage.detail),
    slow,
  )
  const elements = [bar, message]
  return {
    elements,
    tick(now) {
      const ms = now - stage.since
      age.textContent = stage.ageLabel.replace('{0}', () => formatDuration(ms, language))
      slow.hidden = stage.slow === undefined || ms < stage.slow.afterMs
    },
  }
}

function makeDownload(download: Download, language: string): HTMLElement[] {
  return [
    makeDownloadBar(download),
    make('p', { class: 'note' }, codicon('cloud-download'), `${download.label} · ${transferText(download, language)}`),
  ]
}

function transferText({ receivedBytes, totalBytes }: Download, language: string): string {
  return formatTransfer(receivedBytes, totalBytes, language)
}

function makeDownloadBar({ label, receivedBytes, totalBytes }: Download): HTMLElement {
  const bar = makeBar(label)
  return totalBytes ? Object.assign(bar, { value: receivedBytes, max: totalBytes }) : bar
}

function makeBar(label: string): HTMLElement {
  return Object.assign(document.createElement('vscode-progress-bar'), { ariaLabel: label })
}
