import type { RequestValues } from '../../core/job/job.ts'
import { mediaUrlIssue } from '../../core/model/mediaUrl.ts'
import { editableParameters, type Parameter } from '../../core/model/parameter.ts'
import { parseInput } from '../../core/model/parseInput.ts'
import type { ValueIssue } from '../../core/model/validationIssue.ts'
import type { FormDraft } from './formDraft.ts'

/** The values of a draft that are valid, and why the others are not, by the name of the parameter. */
export interface CheckedDraft {
  /** A file or an item of the original request is `LOCAL_MEDIA`. */
  readonly values: RequestValues
  readonly issues: ReadonlyMap<string, ValueIssue>
  /** Why an item of a field is not valid, by the ID of the item. */
  readonly itemIssues: ReadonlyMap<string, ValueIssue>
}

/** Stands for a `data:` URI that is made when the request is sent. */
export const LOCAL_MEDIA = 'data:,'

/** Checks every field on its own. Fast enough to run on every keystroke. */
export function checkDraft(draft: FormDraft): CheckedDraft {
  const values: Record<string, unknown> = {}
  const issues = new Map<string, ValueIssue>()
  const itemIssues = new Map<string, ValueIssue>()
  for (const parameter of editableParameters(draft.model)) {
    const parsed = parameter.kind === 'urlList' ? undefined : parseField(draft, parameter)
    if (parsed?.issue) issues.set(parameter.name, parsed.issue)
    if (parsed?.value !== undefined) values[parameter.name] = parsed.value
    if (parameter.kind !== 'urlList') continue
    const items = draft.media(parameter.name)
    for (const item of items) {
      const url = item.kind === 'url' ? mediaUrlIssue(parameter.media, item.url) : undefined
      if (url) itemIssues.set(item.id, { code: 'invalidUrl', url })
    }
    const { minItems, maxItems } = parameter
    if (items.length > 0 && (items.length < minItems || items.length > maxItems)) {
      issues.set(parameter.name, { code: 'wrongItemCount', count: items.length })
    }
    if (items.length > 0) values[parameter.name] = items.map((item) => (item.kind === 'url' ? item.url : LOCAL_MEDIA))
  }
  return { values, issues, itemIssues }
}

function parseField(draft: FormDraft, parameter: Parameter): { readonly value?: unknown; readonly issue?: ValueIssue } {
  if (draft.media(parameter.name).length > 0) return { value: LOCAL_MEDIA }
  if (draft.isEmpty(parameter.name)) return { value: '' }
  const parsed = parseInput(parameter, draft.text(parameter.name))
  return parsed.ok ? { value: parsed.value } : { issue: parsed.issue }
}
