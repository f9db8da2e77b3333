export type Field = { readonly required?: true } & (
  | { readonly type: 'boolean' | 'number' }
  | { readonly type: 'string'; readonly allowEmpty?: true }
  | { readonly type: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'uri'; readonly media: 'video' | 'image' }
  | { readonly type: 'uriList'; readonly media: 'image'; readonly min: number; readonly max: number }
)

export const POSE_MODEL_ID = 'alibaba/wan2.2-vace-fun-a14b-pose'

/**
 * The 28 fields besides `model`, from the vendor's document of October 2025. The sandbox does not share this table
 * with the extension: if one of them reads the document wrongly, a test finds the difference.
 */
const POSE_FIELDS: Readonly<Record<string, Field>> = {
  video_url: { type: 'uri', media: 'video', required: true },
  prompt: { type: 'string', required: true },
  // An empty value turns off the long default.
  negative_prompt: { type: 'string', allowEmpty: true },
  match_input_num_frames: { type: 'boolean' },
  // 81 in the document of October 2025, 17 in the one of August 2026.
  num_frames: { type: 'integer', min: 17, max: 241 },
  match_input_frames_per_second: { type: 'boolean' },
  frames_per_second: { type: 'integer', min: 5, max: 30 },
  seed: { type: 'integer' },
  resolution: { type: 'enum', values: ['auto', '240p', '360p', '480p', '580p', '720p'] },
  aspect_ratio: { type: 'enum', values: ['auto', '16:9', '1:1', '9:16'] },
  num_inference_steps: { type: 'integer' },
  guidance_scale: { type: 'number' },
  shift: { type: 'number' },
  // The description says 2 to 4 images, but the sample has one and the schema has no bounds.
  image_list: { type: 'uriList', media: 'image', min: 1, max: 4 },
  image_url: { type: 'uri', media: 'image' },
  last_image_url: { type: 'uri', media: 'image' },
  enable_safety_checker: { type: 'boolean' },
  enable_prompt_expansion: { type: 'boolean' },
  preprocess: { type: 'boolean' },
  acceleration: { type: 'enum', values: ['none', 'regular'] },
  video_quality: { type: 'enum', values: ['low', 'medium', 'high', 'maximum'] },
  video_write_mode: { type: 'enum', values: ['fast', 'balanced', 'small'] },
  num_interpolated_frames: { type: 'integer', min: 0 },
  temporal_downsample_factor: { type: 'integer', min: 0 },
  enable_auto_downsample: { type: 'boolean' },
  auto_downsample_min_fps: { type: 'number' },
  interpolator_model: { type: 'enum', values: ['rife', 'film'] },
  sync_mode: { type: 'boolean' },
}

/** The fields besides `model`, by model ID. */
export const MODELS: ReadonlyMap<string, Readonly<Record<string, Field>>> = new Map([[POSE_MODEL_ID, POSE_FIELDS]])

/** Returns the short name of a model, which the API accepts, too. */
export function aliasOf(modelId: string): string {
  return modelId.slice(modelId.indexOf('/') + 1)
}

/** Returns the ID of the model with this ID or alias, or undefined if there is none. */
export function findModelId(name: string): string | undefined {
  return [...MODELS.keys()].find((id) => id === name || aliasOf(id) === name)
}
