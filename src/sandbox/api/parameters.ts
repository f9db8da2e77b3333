/**
 * What the sandbox takes for each model: its own reading of the vendor's page, on purpose not shared with the
 * extension, so that the two can disagree and a test can notice.
 */
export type Field = { readonly required?: true } & (
  | { readonly kind: 'text' | 'boolean' | 'number' }
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'link'; readonly media: 'video' | 'image' }
  | { readonly kind: 'links'; readonly media: 'image'; readonly min: number; readonly max: number }
)

export const POSE = 'alibaba/wan2.2-vace-fun-a14b-pose'

/** The 28 fields beside `model`, by the document of October 2025. */
const POSE_FIELDS: Readonly<Record<string, Field>> = {
  video_url: { kind: 'link', media: 'video', required: true },
  prompt: { kind: 'text', required: true },
  negative_prompt: { kind: 'text' },
  match_input_num_frames: { kind: 'boolean' },
  num_frames: { kind: 'integer', min: 81, max: 241 },
  match_input_frames_per_second: { kind: 'boolean' },
  frames_per_second: { kind: 'integer', min: 5, max: 30 },
  seed: { kind: 'integer' },
  resolution: { kind: 'choice', of: ['auto', '240p', '360p', '480p', '580p', '720p'] },
  aspect_ratio: { kind: 'choice', of: ['auto', '16:9', '1:1', '9:16'] },
  num_inference_steps: { kind: 'integer' },
  guidance_scale: { kind: 'number' },
  shift: { kind: 'number' },
  image_list: { kind: 'links', media: 'image', min: 2, max: 4 },
  image_url: { kind: 'link', media: 'image' },
  last_image_url: { kind: 'link', media: 'image' },
  enable_safety_checker: { kind: 'boolean' },
  enable_prompt_expansion: { kind: 'boolean' },
  preprocess: { kind: 'boolean' },
  acceleration: { kind: 'choice', of: ['none', 'regular'] },
  video_quality: { kind: 'choice', of: ['low', 'medium', 'high', 'maximum'] },
  video_write_mode: { kind: 'choice', of: ['fast', 'balanced', 'small'] },
  num_interpolated_frames: { kind: 'integer', min: 0 },
  temporal_downsample_factor: { kind: 'integer', min: 0 },
  enable_auto_downsample: { kind: 'boolean' },
  auto_downsample_min_fps: { kind: 'number' },
  interpolator_model: { kind: 'choice', of: ['rife', 'film'] },
  sync_mode: { kind: 'boolean' },
}

/** Fields beside `model`, by model id. */
export const MODELS: ReadonlyMap<string, Readonly<Record<string, Field>>> = new Map([[POSE, POSE_FIELDS]])
