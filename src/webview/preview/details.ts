import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { PreviewAction, PreviewRow, PreviewView } from '../../protocol/preview.ts'
import { clampedText } from '../shared/clampedText.ts'
import { formatFullTime, formatTime } from '../shared/format.ts'
import { codicon, iconButton } from '../shared/icon.ts'

const MAX_PROMPT_LENGTH = 480
const MAX_VALUE_LENGTH = 160

type RunAction = (action: PreviewAction) => void

/** The prompt and the tables beside the video. Rows have keys, so that a new row moves neither focus nor expanded texts. */
export function details(view: PreviewView, runAction: RunAction, locale: string): TemplateResult {
  const { prompt, sections, strings } = view
  return html`<div class="details">
    ${
      prompt &&
      html`<section class="prompt">
        <header><h2>${prompt.title}</h2></header>
        ${clampedText(prompt.text, strings, MAX_PROMPT_LENGTH)}
      </section>`
    }
    ${sections.map(
      ({ title, rows, action }) =>
        html`<section>
          <header><h2>${title}</h2>${actionButton(action, runAction)}</header>
          <dl>${repeat(rows, uniqueKeys(), (row) => tableRow(row, strings, runAction, locale))}</dl>
        </section>`,
    )}
  </div>`
}

function tableRow(row: PreviewRow, strings: PreviewView['strings'], runAction: RunAction, locale: string) {
  return html`<div class="row">
    <dt>${row.label}</dt>
    <dd data-kind=${row.value.kind}>
      ${rowValue(row.value, strings, locale)}${actionButton(row.action, runAction)}
      ${row.difference === undefined ? nothing : html`<span class="difference" data-tone="warning">${codicon('warning')}${row.difference}</span>`}
    </dd>
  </div>`
}

function rowValue(value: PreviewRow['value'], strings: PreviewView['strings'], locale: string): TemplateResult {
  switch (value.kind) {
    case 'text':
      return clampedText(value.text, strings, MAX_VALUE_LENGTH)
    case 'code':
      return html`<code>${value.text}</code>`
    case 'time':
      return html`<time datetime=${new Date(value.at).toISOString()} title=${formatFullTime(value.at, locale)}
        >${formatTime(value.at, locale)}</time
      >`
  }
}

function actionButton(action: PreviewRow['action'], runAction: RunAction): TemplateResult | typeof nothing {
  return action ? iconButton(action.icon, action.label, () => runAction(action.id)) : nothing
}

/** Keys from the labels. `repeat` needs unique keys, and a request of another version can repeat a label. */
function uniqueKeys(): (row: PreviewRow) => string {
  const counts = new Map<string, number>()
  return ({ label }) => {
    const count = counts.get(label) ?? 0
    counts.set(label, count + 1)
    return `${count} ${label}`
  }
}
