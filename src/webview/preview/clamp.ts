import type { PreviewView } from '../../protocol/preview.ts'
import { make } from '../shared/dom.ts'

/** Beyond either of these a text starts folded. */
const LONG_CHARACTERS = 480
const LONG_LINES = 8

/** Text as it is, selectable; a long one folded, with a button that unfolds it. */
export function clampedText(text: string, words: PreviewView['words'], limit = LONG_CHARACTERS): HTMLElement[] {
  // Its own direction: a right-to-left prompt in a left-to-right page, and the other way round.
  const body = make('div', { class: 'text', dir: 'auto' }, text)
  if (text.length <= limit && text.split('\n', LONG_LINES + 1).length <= LONG_LINES) return [body]
  const toggle = make('button', { class: 'link', type: 'button' })
  const fold = (folded: boolean) => {
    body.classList.toggle('folded', folded)
    toggle.textContent = folded ? words.showMore : words.showLess
    toggle.setAttribute('aria-expanded', String(!folded))
  }
  toggle.addEventListener('click', () => fold(!body.classList.contains('folded')))
  fold(true)
  return [body, toggle]
}
