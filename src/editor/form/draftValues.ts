import * as vscode from 'vscode'
import type { RequestValues } from '../../core/job/job.ts'
import { editableParameters, type Parameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import type { FormDraft } from './formDraft.ts'

/** The values of a draft for a request file, also those that are not valid. `toPath` says how the file names a local file. */
export function draftValues(draft: FormDraft, toPath: (file: vscode.Uri) => string): RequestValues {
  const entries = editableParameters(draft.model).map((parameter) => [
    parameter.name,
    draftValue(draft, parameter, (item) => {
      if (item.kind === 'url') return item.url
      return item.kind === 'file' ? toPath(vscode.Uri.parse(item.uri)) : draft.originalData(parameter.name, item)
    }),
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function draftValue(
  draft: FormDraft,
  parameter: Parameter,
  mediaText: (item: DraftMedia) => string | undefined,
): unknown {
  const { name } = parameter
  const items = draft.media(name)
  if (items.length > 0) return parameter.kind === 'urlList' ? items.map(mediaText) : mediaText(items[0] as DraftMedia)
  if (draft.isEmpty(name)) return ''
  const text = draft.text(name)
  if (text === '') return undefined
  const parsed = parseInput(parameter, text)
  if (parsed.ok) return parsed.value
  return parsed.issue.code === 'outOfRange' ? parsed.issue.value : text
}
