import { html, type TemplateResult } from 'lit'
import { type CompareLayout, type CompareView, LAYOUTS } from '../../protocol/compare.ts'
import { codicon } from '../shared/icon.ts'

const ICONS: Readonly<Record<CompareLayout, string>> = {
  grid: 'split-horizontal',
  stacked: 'split-vertical',
  wipe: 'mirror',
  onionSkin: 'layers',
  difference: 'diff',
}

/** One button for each layout of two videos. `current` is undefined if only one video is shown. */
export function layoutButtons(
  { strings }: CompareView,
  current: CompareLayout | undefined,
  onChange: (layout: CompareLayout) => void,
): TemplateResult {
  return html`<span class="layouts" role="group" aria-label=${strings.layout}>
    ${LAYOUTS.map(
      (layout) => html`<button
        class="icon"
        type="button"
        title=${strings[layout]}
        aria-label=${strings[layout]}
        aria-pressed=${layout === current}
        @click=${() => onChange(layout)}
      >${codicon(ICONS[layout])}</button>`,
    )}
  </span>`
}
