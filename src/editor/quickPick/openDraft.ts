import { AppError, errorDetail } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import { findModel } from '../../core/model/models.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import { readDefaultValues } from '../connection/settings.ts'
import { Draft, type Drafts } from './draft.ts'

/** Returns the draft of a new video: the unfinished one of this window, or an empty one. */
export function openNewDraft(drafts: Drafts): Draft {
  return drafts.getOrCreate('new', () => new Draft(POSE_MODEL, readDefaultValues()))
}

/** Returns a draft with a job's request. Throws `AppError('invalid')` if the model is not supported. */
export function openJobDraft(drafts: Drafts, jobId: string, request: GenerationRequest): Draft {
  const model = findModel(request.model)
  if (!model) throw new AppError('invalid', errorDetail('modelNotOffered', { model: request.model }))
  return drafts.getOrCreate(jobId, () => new Draft(model, request.values))
}
