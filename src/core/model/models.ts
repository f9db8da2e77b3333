import type { Model } from './parameter.ts'
import { POSE_MODEL } from './poseModel.ts'

/** All supported models. */
export const MODELS: readonly Model[] = [POSE_MODEL]

/** Finds a model by its API id. Returns undefined for a job of another version that supports other models. */
export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id)
}
