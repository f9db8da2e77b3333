import type { ApiDocument, DocumentedFacts } from './apiDocuments.ts'

/** The section of a list or form that a parameter belongs to. */
export type ParameterGroup =
  | 'source'
  | 'prompt'
  | 'frames'
  | 'timing'
  | 'size'
  | 'sampling'
  | 'images'
  | 'quality'
  | 'service'

/** The groups in display order, with their headings. */
export const PARAMETER_GROUPS: readonly { readonly id: ParameterGroup; readonly label: string }[] = [
  { id: 'source', label: 'Source' },
  { id: 'prompt', label: 'Prompt' },
  { id: 'size', label: 'Size' },
  { id: 'frames', label: 'Frames' },
  { id: 'timing', label: 'Downsampling and Interpolation' },
  { id: 'sampling', label: 'Sampling' },
  { id: 'images', label: 'Images' },
  { id: 'quality', label: 'Output File' },
  { id: 'service', label: 'Service' },
]

interface ParameterBase {
  /** The API's field name, for example `num_frames`. */
  readonly name: string
  /** Shown to the user, in sentence case. Messages begin with it. */
  readonly label: string
  readonly group: ParameterGroup
  /** One or two sentences. Facts that the service does not document are marked `(undocumented)`. */
  readonly help: string
  readonly required?: true
  /**
   * What an API document lists differently from this row, or `false` if it does not list the parameter. The row itself has
   * every value that either document lists, and the default of the current one.
   */
  readonly documents?: Readonly<Partial<Record<ApiDocument, false | DocumentedFacts>>>
  /** Set by the extension and not editable: the model's id. */
  readonly fixed?: true
}

/** The type of file that a URL or `data:` URI must point to. */
export type Media = 'video' | 'image'

export interface UrlParameter extends ParameterBase {
  readonly kind: 'url'
  readonly media: Media
}

export interface UrlListParameter extends ParameterBase {
  readonly kind: 'urlList'
  readonly media: Media
  readonly minItems: number
  readonly maxItems: number
}

export interface TextParameter extends ParameterBase {
  readonly kind: 'text'
  readonly default?: string
  /** An empty text is a value: the service then uses no text instead of the default. */
  readonly allowsEmpty?: true
}

/** Has no default because the service documents none: a value that is not set differs from both `true` and `false`. */
export interface BooleanParameter extends ParameterBase {
  readonly kind: 'boolean'
}

/** An `integer` is limited to those that JSON carries exactly (plus or minus 2^53 - 1). */
export interface NumberParameter extends ParameterBase {
  readonly kind: 'integer' | 'number'
  /** Inclusive. */
  readonly min?: number
  /** Inclusive. */
  readonly max?: number
  readonly default?: number
}

export interface EnumParameter extends ParameterBase {
  readonly kind: 'enum'
  readonly values: readonly string[]
  readonly default?: string
}

/** One field of a request. Validation, quick picks, forms and tooltips are all generated from this. */
export type Parameter =
  | UrlParameter
  | UrlListParameter
  | TextParameter
  | BooleanParameter
  | NumberParameter
  | EnumParameter

/** One task of the service, such as pose or depth. */
export interface Model {
  /** The API's model id, for example `alibaba/wan2.2-vace-fun-a14b-pose`. */
  readonly id: string
  readonly label: string
  /** All fields of the request body, including `model`. */
  readonly parameters: readonly Parameter[]
}

/** Returns the parameters that the user can edit. */
export function editableParameters(model: Model): readonly Parameter[] {
  return model.parameters.filter((parameter) => parameter.fixed !== true)
}

/** Finds a parameter by its API name. */
export function findParameter(model: Model, name: string): Parameter | undefined {
  return model.parameters.find((parameter) => parameter.name === name)
}
