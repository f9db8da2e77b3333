import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import { validateRequest } from '../../core/model/request.ts'
import { validationMessage } from '../presentation/validationMessages.ts'
import { checkDraft } from './checkDraft.ts'
import type { DraftFiles } from './draftFiles.ts'
import type { FormDraft } from './formDraft.ts'

/**
 * Makes the request of a draft: reads its files and adds `seed`, if there is one. Throws `AppError('invalid')` if the
 * request is not valid or a file cannot be read.
 */
export async function makeRequest(
  draft: FormDraft,
  files: DraftFiles,
  seed: number | undefined,
): Promise<GenerationRequest> {
  const values: Record<string, unknown> = { ...checkDraft(draft).values, ...(seed === undefined ? {} : { seed }) }
  for (const { name, kind } of draft.model.parameters) {
    const items = draft.media(name)
    if (items.length === 0) continue
    const urls = await Promise.all(items.map((item) => files.toUrl(name, item)))
    values[name] = kind === 'urlList' ? urls : urls[0]
  }
  const validation = validateRequest(draft.model, values)
  if (validation.ok) return validation.request
  const messages = validation.issues.map((issue) => validationMessage(draft.model, issue, vscode.l10n))
  throw new AppError('invalid', messages.join(' '))
}
