import type { GenerationRequest } from '../../../src/core/job/job.ts'

/** The smallest video, and the same one for every job, so that the sandbox renders it once. */
export const REQUEST: GenerationRequest = {
  model: 'alibaba/wan2.2-vace-fun-a14b-pose',
  values: {
    video_url: 'https://example.com/dance.mp4',
    prompt: 'a dancer',
    seed: 1,
    resolution: '240p',
    aspect_ratio: '1:1',
  },
}
