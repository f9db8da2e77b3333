/** Where a parameter stands in a list or form. */
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

/** The groups in the order they are shown, with their headings. */
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

/** What every parameter has. */
interface ParameterBase {
  /** The API's field name, as `num_frames`. */
  readonly name: string
  /** For people, in sentence case: it begins the sentences that tell what is wrong. */
  readonly label: string
  readonly group: ParameterGroup
  /** One or two sentences. Says so where a fact is inferred and not documented by the service. */
  readonly help: string
  readonly required?: true
  /** Day of the service's document in which this field is missing; it may be ignored or refused since. */
  readonly unlistedIn?: string
  /** Chosen by the program, never edited: the model's id. */
  readonly fixed?: true
}

/** What a URL or `data:` URI must lead to. */
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
}

/** No default: the service documents none, so "not set" is a third choice beside on and off. */
export interface BooleanParameter extends ParameterBase {
  readonly kind: 'boolean'
}

/** `integer` is any whole number that JavaScript and JSON carry exactly (plus or minus 2^53 - 1). */
export interface NumberParameter extends ParameterBase {
  readonly kind: 'integer' | 'number'
  /** Inclusive. */
  readonly min?: number
  /** Inclusive. */
  readonly max?: number
  readonly default?: number
  /** It counts things: too few and too many, instead of too low and too high. */
  readonly counts?: true
}

export interface EnumParameter extends ParameterBase {
  readonly kind: 'enum'
  readonly values: readonly string[]
  readonly default?: string
}

/** One field of a request, as data. Everything that checks, shows or edits a field is made from this. */
export type Parameter =
  | UrlParameter
  | UrlListParameter
  | TextParameter
  | BooleanParameter
  | NumberParameter
  | EnumParameter

/** One task of the service that can be asked for. */
export interface Model {
  /** The API's model id, as `alibaba/wan2.2-vace-fun-a14b-pose`. */
  readonly id: string
  readonly label: string
  /** Every field of the request body, `model` included, in the order of the groups' meaning. */
  readonly parameters: readonly Parameter[]
}

/** The parameters that a person can set: all but the fixed ones. */
export function settableParameters(model: Model): readonly Parameter[] {
  return model.parameters.filter((parameter) => parameter.fixed !== true)
}

/** The parameter with that API name. */
export function parameterNamed(model: Model, name: string): Parameter | undefined {
  return model.parameters.find((parameter) => parameter.name === name)
}
