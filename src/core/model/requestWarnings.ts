import type { RequestValues } from '../job/job.ts'
import { isLoopback } from '../text/loopback.ts'
import { API_DOCUMENTS, type ApiDocument, CURRENT_API_DOCUMENT } from './apiDocuments.ts'
import { documentedParameter, listsValue } from './documentedParameter.ts'
import { parseDataUri } from './mediaUrl.ts'
import type { Model, Parameter } from './parameter.ts'

/**
 * Why a valid value may not do what the user expects. `by` is the API's name of the parameter that decides.
 * `editor/presentation/warningMessages.ts` makes the message.
 */
export type ValueWarning =
  | { readonly code: 'ignoredWhileOn'; readonly by: string }
  /** Like `ignoredWhileOn`, but not documented. */
  | { readonly code: 'maybeIgnoredWhileOn'; readonly by: string }
  | { readonly code: 'ignoredUnlessOn'; readonly by: string }
  | { readonly code: 'ignoredUnlessPositive'; readonly by: string }
  /** The result has no URL. */
  | { readonly code: 'videoInResponse' }
  /** The current API document does not list the parameter. */
  | { readonly code: 'unlistedParameter' }
  /** The document lists the parameter, but not this value. */
  | { readonly code: 'unlistedValue'; readonly document: ApiDocument }
  /** Only the sandbox can fetch the URL. */
  | { readonly code: 'localUrl'; readonly host: string }
  /** The service documents https only. */
  | { readonly code: 'plainHttp' }

/** A warning about one value of a request. `name` is the API's field name. */
export type RequestWarning = ValueWarning & { readonly name: string }

/** Called only if the parameter has a value. */
type Rule = (values: RequestValues) => ValueWarning | undefined

const RULES: Readonly<Record<string, Rule>> = {
  num_frames: ignoredWhileOn('match_input_num_frames'),
  frames_per_second: ignoredWhileOn('match_input_frames_per_second'),
  auto_downsample_min_fps: (values) =>
    values['enable_auto_downsample'] === true ? undefined : { code: 'ignoredUnlessOn', by: 'enable_auto_downsample' },
  temporal_downsample_factor: (values) =>
    values['enable_auto_downsample'] === true && values['temporal_downsample_factor'] !== 0
      ? { code: 'maybeIgnoredWhileOn', by: 'enable_auto_downsample' }
      : undefined,
  interpolator_model: (values) =>
    Number(values['num_interpolated_frames'] ?? 0) > 0
      ? undefined
      : { code: 'ignoredUnlessPositive', by: 'num_interpolated_frames' },
  sync_mode: (values) => (values['sync_mode'] === true ? { code: 'videoInResponse' } : undefined),
  video_url: (values) => urlWarning(values['video_url']),
  image_url: (values) => urlWarning(values['image_url']),
  last_image_url: (values) => urlWarning(values['last_image_url']),
  image_list: (values) => urlWarning(values['image_list']),
}

/**
 * Returns the warnings about values that are valid: those that are ignored, that an API document does not list, or that
 * are out of the service's reach. The request can be sent. Sorted by the order of the model's parameters. Skips values of
 * the wrong type.
 */
export function requestWarnings(model: Model, values: RequestValues): RequestWarning[] {
  return model.parameters.flatMap((parameter) => {
    const { name } = parameter
    if (values[name] === undefined) return []
    const found = [RULES[name]?.(values), ...documentWarnings(parameter, values[name])]
    return found.flatMap((warning) => (warning === undefined ? [] : [{ name, ...warning }]))
  })
}

/** Returns the warnings about one valid value that not every API document lists. */
export function documentWarnings(parameter: Parameter, value: unknown): ValueWarning[] {
  return API_DOCUMENTS.toReversed().flatMap((document): ValueWarning[] => {
    const documented = documentedParameter(parameter, document)
    // A parameter that only the current document lists is the normal case for a new one.
    if (!documented) return document === CURRENT_API_DOCUMENT ? [{ code: 'unlistedParameter' }] : []
    const isUnlisted = listsValue(parameter, value) && !listsValue(documented, value)
    return isUnlisted ? [{ code: 'unlistedValue', document }] : []
  })
}

function ignoredWhileOn(by: string): Rule {
  return (values) => (values[by] === true ? { code: 'ignoredWhileOn', by } : undefined)
}

function urlWarning(value: unknown): ValueWarning | undefined {
  const texts = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
  const urls = texts.filter((text) => !parseDataUri(text) && URL.canParse(text)).map((text) => new URL(text))
  const local = urls.find((url) => isLocalHost(url.hostname))
  if (local) return { code: 'localUrl', host: local.hostname }
  return urls.some((url) => url.protocol === 'http:') ? { code: 'plainHttp' } : undefined
}

function isLocalHost(hostname: string): boolean {
  return isLoopback(hostname) || hostname.endsWith('.localhost')
}
