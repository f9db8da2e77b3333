import { randomUUID } from 'node:crypto'
import type { FormValues, MessageFromFormPage } from '../../protocol/form.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import { randomSeed } from '../common/seeds.ts'
import type { FormDraft } from './formDraft.ts'

/** A message that changes a draft and does nothing else. */
export type DraftChange = Extract<
  MessageFromFormPage,
  {
    readonly type: 'reset' | 'setEmpty' | 'startOver' | 'removeItem' | 'moveItem' | 'setNewSeed' | 'chooseSeed'
  }
>

/** Applies a change to a draft. Returns the fields whose text can have changed. */
export function applyChange(draft: FormDraft, change: DraftChange): readonly string[] {
  switch (change.type) {
    case 'reset':
      draft.reset(change.name)
      return [change.name]
    case 'setEmpty':
      draft.setEmpty(change.name, change.isOn)
      return [change.name]
    case 'startOver':
      draft.startOver()
      return draft.model.parameters.map(({ name }) => name)
    case 'removeItem':
      draft.removeMedia(change.name, change.item)
      return [change.name]
    case 'moveItem':
      draft.moveMedia(change.name, change.item, change.index)
      return [change.name]
    case 'setNewSeed':
      draft.newSeed = change.isOn
      return []
    case 'chooseSeed':
      draft.setText('seed', change.from === 'random' ? String(randomSeed()) : (draft.lastSeed ?? ''))
      // The user chose this seed to use it.
      draft.newSeed = false
      return ['seed']
  }
}

/** Applies texts that the user typed. Returns the fields that have changed. */
export function applyTexts(draft: FormDraft, texts: FormValues): readonly string[] {
  const changed = Object.entries(texts).filter(([name, text]) => text !== draft.text(name))
  for (const [name, text] of changed) {
    draft.setText(name, text)
    // A seed that the user enters is meant to be used.
    if (name === 'seed' && text !== '') draft.newSeed = false
  }
  return changed.map(([name]) => name)
}

/** Schemes that the service knows, or that are reported as not supported. Other URIs are files of the editor. */
const WEB_SCHEME = /^(?:https?|data|ftps?|blob|s3|gs):/i

/** A URL of the web, or the URI of a file that the editor can read. */
export function sourceMedia(source: string): DraftMedia {
  const id = randomUUID()
  const isFile = /^[a-z][a-z0-9+.-]*:\/\//i.test(source) && !WEB_SCHEME.test(source)
  return isFile ? { id, kind: 'file', uri: source } : { id, kind: 'url', url: source }
}

/** The URLs in a text, separated by white space. */
export function mediaInText(text: string): DraftMedia[] {
  return text
    .split(/\s+/)
    .filter((url) => url !== '')
    .map(sourceMedia)
}
