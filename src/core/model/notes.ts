import type { RequestValues } from '../job/job.ts'
import { isLoopback } from '../text/loopback.ts'
import { parseDataUri } from './mediaUrl.ts'
import { type Model, parameterNamed } from './parameter.ts'

/** Something to know about values that are valid each by itself. */
export interface Note {
  /** The API's name of the field it is about. */
  readonly name: string
  readonly message: string
}

/** Tells of a field by what the others are; `values[name]` is set when it is asked. */
type Rule = (values: RequestValues, label: (name: string) => string) => string | undefined

const RULES: readonly (readonly [name: string, rule: Rule])[] = [
  ['num_frames', ignoredWhileOn('num_frames', 'match_input_num_frames')],
  ['frames_per_second', ignoredWhileOn('frames_per_second', 'match_input_frames_per_second')],
  [
    'auto_downsample_min_fps',
    (values, label) =>
      values['enable_auto_downsample'] === true
        ? undefined
        : `${label('auto_downsample_min_fps')} matters only while “${label('enable_auto_downsample')}” is on.`,
  ],
  [
    'temporal_downsample_factor',
    (values, label) =>
      values['enable_auto_downsample'] === true && values['temporal_downsample_factor'] !== 0
        ? `${label('temporal_downsample_factor')} may be ignored (inferred) while “${label('enable_auto_downsample')}” is on.`
        : undefined,
  ],
  [
    'interpolator_model',
    (values, label) =>
      Number(values['num_interpolated_frames'] ?? 0) > 0
        ? undefined
        : `${label('interpolator_model')} matters only while “${label('num_interpolated_frames')}” is more than 0.`,
  ],
  [
    'sync_mode',
    (values) =>
      values['sync_mode'] === true
        ? 'The video comes inside the answer (inferred); there is no address to copy.'
        : undefined,
  ],
  ['video_url', reach('video_url')],
  ['image_url', reach('image_url')],
  ['last_image_url', reach('last_image_url')],
  ['image_list', reach('image_list')],
]

/**
 * Cross-field facts: which values will be ignored, may be refused or cannot be reached by the service. Never an error:
 * the request can be sent as it is. Ordered as the model's table; values of the wrong kind are passed over.
 */
export function notes(model: Model, values: RequestValues): Note[] {
  const label = (name: string) => parameterNamed(model, name)?.label ?? name
  return model.parameters.flatMap((parameter) => {
    if (values[parameter.name] === undefined) return []
    const messages = RULES.filter(([name]) => name === parameter.name).map(([, rule]) => rule(values, label))
    if (parameter.unlistedIn !== undefined) {
      messages.push(
        `${parameter.label} may be ignored or refused: the service’s document of ${parameter.unlistedIn} lacks it.`,
      )
    }
    return messages.flatMap((message) => (message === undefined ? [] : [{ name: parameter.name, message }]))
  })
}

function ignoredWhileOn(name: string, by: string): Rule {
  return (values, label) => (values[by] === true ? `${label(name)} is ignored while “${label(by)}” is on.` : undefined)
}

/** Addresses that the sandbox can fetch, but the real service cannot or may not. */
function reach(name: string): Rule {
  return (values, label) => {
    const value = values[name]
    const urls = (Array.isArray(value) ? value : [value]).filter((url) => typeof url === 'string')
    const hosts = urls.filter((url) => !parseDataUri(url) && URL.canParse(url)).map((url) => new URL(url))
    const local = hosts.find((url) => isLocalName(url.hostname))
    if (local) return `${label(name)} is on this machine (${local.hostname}): only the sandbox can reach it.`
    if (hosts.some((url) => url.protocol === 'http:')) {
      return `${label(name)} is a plain http address; the service documents https only and may refuse it.`
    }
    return undefined
  }
}

function isLocalName(host: string): boolean {
  return isLoopback(host) || host.endsWith('.localhost')
}
