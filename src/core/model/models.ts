import type { Model } from './parameter.ts'
import { POSE_MODEL } from './poseModel.ts'

/** Every model that is offered. A further one is one more table. */
export const MODELS: readonly Model[] = [POSE_MODEL]

/** The model with that API id; undefined for one that is not offered (a job from another version or machine). */
export function modelById(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id)
}
