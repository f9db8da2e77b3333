import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { findModel } from '../../core/model/models.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { readDefaultValues } from '../connection/settings.ts'
import { billedTwiceText } from '../presentation/billedTwiceText.ts'
import { formatTitle } from '../presentation/title.ts'
import type { DraftStorage } from './draftStorage.ts'
import { FormDraft } from './formDraft.ts'

/** The ID of the draft of a new generation. Other drafts have the ID of the job whose request they change. */
export const NEW_DRAFT = 'new'

const TITLE_LENGTH = 40

export interface OpenedDraft {
  readonly draft: FormDraft
  /** The title of the tab. */
  readonly title: string
  readonly notice: string | undefined
}

/** Opens a draft as the user left it. Throws `AppError('invalid')` if the request of the job is not known. */
export function openDraft(draftId: string, jobs: JobReader, storage: DraftStorage): OpenedDraft {
  const stored = storage.get(draftId)
  if (draftId === NEW_DRAFT) {
    return {
      draft: new FormDraft(POSE_MODEL, undefined, stored, readDefaultValues()),
      title: vscode.l10n.t('New Generation'),
      notice: undefined,
    }
  }
  const job = jobs.get(draftId)
  const request = jobs.request(draftId)
  if (!job || !request) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  const model = findModel(request.model)
  if (!model) throw new AppError('invalid', errorDetail('modelNotOffered', { model: request.model }))
  const prompt = formatTitle(job, vscode.l10n)
  const short = prompt.length > TITLE_LENGTH ? `${prompt.slice(0, TITLE_LENGTH - 1).toWellFormed()}…` : prompt
  return {
    draft: new FormDraft(model, request.values, stored),
    title: vscode.l10n.t('Generate Again: {0}', short),
    notice: billedTwiceText(job, vscode.l10n),
  }
}
