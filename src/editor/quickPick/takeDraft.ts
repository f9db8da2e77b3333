import { l10n } from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import { modelById } from '../../core/model/models.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import { Draft, type Drafts } from './draft.ts'

/** The draft of a new video: the unfinished one of this window, or an empty one. */
export function newDraft(drafts: Drafts): Draft {
  return drafts.take('new', () => new Draft(POSE_MODEL))
}

/** The draft that changes a job's request. Throws `invalid` for a model that is not offered. */
export function draftOf(drafts: Drafts, jobId: string, request: GenerationRequest): Draft {
  const model = modelById(request.model)
  if (!model) throw new AppError('invalid', l10n.t('The model {0} is not offered by this version.', request.model))
  return drafts.take(jobId, () => new Draft(model, request.values))
}
