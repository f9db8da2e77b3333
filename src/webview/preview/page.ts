import '@vscode-elements/elements/dist/vscode-button/index.js'
import type { PreviewAction, PreviewView } from '../../protocol/preview.ts'
import { codicon, make } from '../shared/dom.ts'
import { makeDetails } from './details.ts'
import { makeStage } from './mainArea.ts'
import { type Host, openMemory } from './memory.ts'
import { makePlayer } from './player.ts'

export interface Page {
  show(view: PreviewView): void
  /** Counts the ages on. */
  tick(now: number): void
}

/** Builds the page into the body. Parts that did not change are left alone: focus, selection and folds stay. */
export function makePage(host: Host, jobId: string): Page {
  const language = document.documentElement.lang || 'en'
  const memory = openMemory(host, jobId)
  const act = (action: PreviewAction) => host.postMessage({ type: 'act', action })
  const stage = makeStage(
    () => makePlayer(memory, (src, code) => host.postMessage({ type: 'unplayable', src, code })),
    language,
  )
  const status = make('h1', { class: 'status' })
  const actions = make('div', { class: 'actions' })
  const details = make('div', { class: 'details' })
  const live = make('div', { class: 'unseen', role: 'status' })
  const side = make('div', { class: 'side' }, status, actions, details)
  document.body.replaceChildren(make('main', {}, stage.element, side), live)

  const parts = {
    status: changing(
      (view: PreviewView) => view.status,
      ({ status: { tone, icon, label } }) => {
        status.dataset['tone'] = tone
        status.replaceChildren(codicon(icon), label)
      },
    ),
    stage: changing(
      (view) => view.stage,
      (view) => stage.show(view.stage),
    ),
    actions: changing(
      (view) => view.actions,
      (view) => showActions(actions, view, act),
    ),
    details: changing(
      ({ prompt, sections, words }) => [prompt, sections, words],
      (view) => {
        details.replaceChildren(...makeDetails(view, act, language))
      },
    ),
    live: changing(
      (view) => spoken(view),
      (view) => {
        live.textContent = spoken(view)
      },
    ),
  }
  return {
    show: (view) => {
      for (const part of Object.values(parts)) part(view)
    },
    tick: (now) => stage.tick(now),
  }
}

/** What a screen reader says when it changes; not the ages, which change all the time. */
function spoken({ status, stage }: PreviewView): string {
  return stage.kind === 'video' ? status.label : `${status.label}. ${stage.title}`
}

function changing(
  part: (view: PreviewView) => unknown,
  show: (view: PreviewView) => void,
): (view: PreviewView) => void {
  let shown: string | undefined
  return (view) => {
    const next = JSON.stringify(part(view))
    if (next === shown) return
    shown = next
    show(view)
  }
}

function showActions(parent: HTMLElement, view: PreviewView, act: (action: PreviewAction) => void): void {
  const focused = parent.querySelector<HTMLElement>(':focus')?.dataset['action']
  parent.replaceChildren(
    ...view.actions.map(({ id, label, icon, primary }) => {
      const button = Object.assign(document.createElement('vscode-button'), { icon, secondary: !primary })
      button.dataset['action'] = id
      button.append(label)
      button.addEventListener('click', () => act(id))
      return button
    }),
  )
  if (focused) parent.querySelector<HTMLElement>(`[data-action="${CSS.escape(focused)}"]`)?.focus()
}
