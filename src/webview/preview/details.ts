import type { PreviewAction, PreviewRow, PreviewView } from '../../protocol/preview.ts'
import { codicon, make } from '../shared/dom.ts'
import { clampedText } from './clamp.ts'
import { formatFullTime, formatTime } from './format.ts'

const LONG_VALUE = 160

type Act = (action: PreviewAction) => void

/** The prompt and the tables beside the video. */
export function makeDetails(view: PreviewView, act: Act, language: string): HTMLElement[] {
  const { prompt, words } = view
  const first = prompt
    ? [
        make(
          'section',
          { class: 'prompt' },
          make('header', {}, make('h2', {}, prompt.title)),
          ...clampedText(prompt.text, words),
        ),
      ]
    : []
  const tables = view.sections.map(({ title, rows, action }) =>
    make(
      'section',
      {},
      make('header', {}, make('h2', {}, title), ...iconButton(action, act)),
      make('dl', {}, ...rows.map((row) => makeRow(row, words, act, language))),
    ),
  )
  return [...first, ...tables]
}

function makeRow(row: PreviewRow, words: PreviewView['words'], act: Act, language: string): HTMLElement {
  const value = make('dd', { class: row.value.kind })
  switch (row.value.kind) {
    case 'time': {
      const at = row.value.at
      value.append(
        make(
          'time',
          { datetime: new Date(at).toISOString(), title: formatFullTime(at, language) },
          formatTime(at, language),
        ),
      )
      break
    }
    case 'code':
      value.append(make('code', {}, row.value.text))
      break
    case 'text':
      value.append(...clampedText(row.value.text, words, LONG_VALUE))
  }
  value.append(...iconButton(row.action, act))
  return make('div', { class: 'row' }, make('dt', {}, row.label), value)
}

function iconButton(action: PreviewRow['action'], act: Act): HTMLElement[] {
  if (!action) return []
  const { id, label, icon } = action
  const button = make('button', { class: 'icon', type: 'button', title: label, 'aria-label': label }, codicon(icon))
  button.addEventListener('click', () => act(id))
  return [button]
}
