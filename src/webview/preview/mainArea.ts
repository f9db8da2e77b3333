import '@vscode-elements/elements/dist/vscode-progress-bar/index.js'
import { html, nothing, type TemplateResult } from 'lit'
import { formatDuration, formatEstimate } from '../../core/text/format.ts'
import type { PreviewMainArea } from '../../protocol/preview.ts'
import { formatProgress } from '../shared/format.ts'
import { codicon } from '../shared/icon.ts'

type MainAreaOf<Kind extends PreviewMainArea['kind']> = Extract<PreviewMainArea, { kind: Kind }>
type Download = NonNullable<MainAreaOf<'progress'>['download']>

export interface MainAreaContext {
  readonly locale: string
  /** Unix milliseconds. */
  readonly now: number
  readonly video: (area: MainAreaOf<'video'>) => TemplateResult
}

/** The same video element stays in the page while the area shows a video: removing it would stop playback. */
export function mainArea(area: PreviewMainArea, context: MainAreaContext): TemplateResult {
  return html`<section class="main-area" data-kind=${area.kind}>${content(area, context)}</section>`
}

function content(area: PreviewMainArea, context: MainAreaContext): TemplateResult {
  switch (area.kind) {
    case 'video':
      return context.video(area)
    case 'progress':
      return progress(area, context)
    case 'notice':
      return notice(area)
  }
}

function progress(area: MainAreaOf<'progress'>, context: MainAreaContext) {
  const { isPaused, title, detail, elapsed, expected, slow, download } = area
  const { locale, now } = context
  const elapsedMs = now - elapsed.since
  const remainingMs = expected && expected.durationMs - elapsedMs
  const bar = expected
    ? progressBar(title, Math.min(elapsedMs, expected.durationMs), expected.durationMs)
    : progressBar(title)
  return html`${isPaused ? nothing : download ? downloadBar(download) : bar}
    <div class="message">
      ${isPaused ? largeIcon('debug-pause', 'muted') : nothing}
      <h2>${title}</h2>
      <p class="elapsed">${elapsed.template.replace('{0}', () => formatDuration(elapsedMs, locale))}</p>
      ${expected && remainingMs && remainingMs > 0 ? html`<p class="elapsed">${expected.template.replace('{0}', () => formatEstimate(remainingMs, locale))}</p>` : nothing}
      ${download?.receivedBytes ? html`<p class="elapsed">${downloadText(download, locale)}</p>` : nothing}
      <p>${detail}</p>
      ${slow && elapsedMs >= slow.afterMs ? html`<p class="slow">${slow.text}</p>` : nothing}
    </div>`
}

function notice({ icon, tone, title, paragraphs }: MainAreaOf<'notice'>) {
  return html`<div class="message">
    ${largeIcon(icon, tone)}
    <h2>${title}</h2>
    ${paragraphs.map((paragraph) => html`<p dir="auto">${paragraph}</p>`)}
  </div>`
}

function largeIcon(icon: string, tone: MainAreaOf<'notice'>['tone']) {
  return html`<div class="large-icon" data-tone=${tone}>${codicon(icon)}</div>`
}

function downloadText({ receivedBytes, totalBytes }: Download, locale: string): string {
  return formatProgress(receivedBytes, totalBytes, locale)
}

function downloadBar({ label, receivedBytes, totalBytes }: Download) {
  return totalBytes ? progressBar(label, receivedBytes, totalBytes) : progressBar(label)
}

/** An indeterminate progress bar if there is no `value`. */
function progressBar(label: string, value?: number, max = 100) {
  return html`<vscode-progress-bar .ariaLabel=${label} .value=${value} .max=${max}></vscode-progress-bar>`
}
