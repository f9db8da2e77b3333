import type { GenerationRequest } from './job.ts'

/** The parameters that decide how much a generation has to compute, with the API's defaults. Source: API.md. */
const DEFAULTS = {
  num_frames: 81,
  resolution: 'auto',
  num_inference_steps: 30,
  acceleration: 'regular',
  num_interpolated_frames: 0,
} as const

/** Returns a text that is equal for requests of the same model that take about the same time. */
export function workloadOf({ values }: GenerationRequest): string {
  const parts = Object.entries(DEFAULTS).map(([name, value]) => values[name] ?? value)
  return [...parts, values['match_input_num_frames'] === true ? 'source frames' : ''].join(' ').trim()
}
