import { randomInt, randomUUID } from 'node:crypto'
import type { MessageFromFormPage } from '../../protocol/form.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import type { FormDraft } from './formDraft.ts'

/** Seeds below this are accepted by every version of the service. */
const SEED_LIMIT = 2 ** 31

/** A message that changes a draft and does nothing else. */
export type DraftChange = Extract<
  MessageFromFormPage,
  { readonly type: 'reset' | 'startOver' | 'addUrls' | 'removeItem' | 'moveItem' | 'setNewSeed' | 'chooseSeed' }
>

/** Applies a change to a draft. Returns the fields whose text can have changed. */
export function applyChange(draft: FormDraft, change: DraftChange): readonly string[] {
  switch (change.type) {
    case 'reset':
      draft.reset(change.name)
      return [change.name]
    case 'startOver':
      draft.startOver()
      return draft.model.parameters.map(({ name }) => name)
    case 'addUrls':
      draft.addMedia(change.name, toMedia(change.text))
      return [change.name]
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

/** A URL of the web, or the URI of a file that the editor can read. */
export function sourceMedia(source: string): DraftMedia {
  const id = randomUUID()
  // Other schemes, such as ftp, are reported as not supported.
  return /^(?:file|vscode-[a-z-]+):\/\//i.test(source)
    ? { id, kind: 'file', uri: source }
    : { id, kind: 'url', url: source }
}

export function randomSeed(): number {
  return randomInt(SEED_LIMIT)
}

function toMedia(text: string): DraftMedia[] {
  return text
    .split(/\s+/)
    .filter((url) => url !== '')
    .map(sourceMedia)
}
