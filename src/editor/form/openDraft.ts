import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { findModel } from '../../core/model/models.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { fileNameOf } from '../common/fileNameOf.ts'
import { readDefaultValues } from '../connection/settings.ts'
import { billedTwiceText } from '../presentation/billedTwiceText.ts'
import { formatTitle } from '../presentation/title.ts'
import type { DraftTarget } from './draftSaver.ts'
import { DraftStorage } from './draftStorage.ts'
import type { FileBinding } from './fileBinding.ts'
import { FormDraft } from './formDraft.ts'
import { unknownParametersText } from './unknownParametersText.ts'

/** The ID of the draft of a new generation. Other drafts have the ID of the job whose request they change. */
export const NEW_DRAFT = 'new'

const TITLE_LENGTH = 40

export interface DraftOptions {
  readonly draftId: string
  /** Where drafts are stored. */
  readonly memento: vscode.Memento
  /** The request of a file, which replaces the stored draft. The form disposes of it. */
  readonly binding?: FileBinding | undefined
}

export interface OpenedDraft extends DraftTarget {
  readonly draft: FormDraft
  /** The title of the tab. */
  readonly title: string
  readonly notice: string | undefined
  readonly binding: FileBinding | undefined
}

/** Opens a draft as the user left it. Throws `AppError('invalid')` if the request of the job is not known. */
export function openDraft({ draftId, memento, binding }: DraftOptions, jobs: JobReader): OpenedDraft {
  const storage = new DraftStorage(memento)
  const opened = binding ? openFileDraft(binding) : openStoredDraft(draftId, jobs, storage)
  const { draft } = opened
  return {
    ...opened,
    binding,
    save: () => (binding ? binding.write(draft) : storage.set(draftId, draft.toStored())),
    delete: () => storage.delete(draftId),
  }
}

type ShownDraft = Pick<OpenedDraft, 'draft' | 'title' | 'notice'>

function openFileDraft(binding: FileBinding): ShownDraft {
  const draft = new FormDraft(binding.model, binding.values, undefined, {}, binding.localFile)
  binding.accept(draft)
  return { draft, title: vscode.l10n.t('Request: {0}', fileNameOf(binding.uri)), notice: undefined }
}

function openStoredDraft(draftId: string, jobs: JobReader, storage: DraftStorage): ShownDraft {
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
  const notices = [billedTwiceText(job, vscode.l10n), unknownParametersText(model, request.values, vscode.l10n)].filter(
    (text) => text !== undefined,
  )
  const prompt = formatTitle(job, vscode.l10n)
  const short = prompt.length > TITLE_LENGTH ? `${prompt.slice(0, TITLE_LENGTH - 1).toWellFormed()}…` : prompt
  return {
    draft: new FormDraft(model, request.values, stored),
    title: vscode.l10n.t('Generate Again: {0}', short),
    notice: notices.length === 0 ? undefined : notices.join(' '),
  }
}
