import { mediaPattern } from './mediaPath.ts'
import { MODELS } from './models.ts'
import { editableParameters, type Model, type NumberParameter, type Parameter } from './parameter.ts'

/** A JSON schema of draft 07, with the properties that VS Code adds. */
export type JsonSchema = { readonly [property: string]: unknown }

/**
 * The JSON schema of request files. It accepts and rejects the same files as `parseRequestFile`, except for those with
 * an issue that is not `isInSchema`.
 */
export function requestFileSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Wan VACE request file',
    type: ['object', 'array'],
    allowComments: true,
    allowTrailingCommas: true,
    if: { type: 'array' },
    // biome-ignore lint/suspicious/noThenProperty: a JSON schema has this property.
    then: { minItems: 1, items: { type: 'object', ...forEachModel(listItemSchema) } },
    else: forEachModel(objectSchema),
  }
}

/** The JSON schema of the setting with the values that a new generation starts with. */
export function defaultValuesSchema(model: Model): Readonly<Record<string, JsonSchema>> {
  // A video or an image belongs to one generation.
  const parameters = editableParameters(model).filter((parameter) => !('media' in parameter))
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, parameterSchema(parameter)]))
}

/** Chooses the schema by the value of `model`. The first model is the default. */
function forEachModel(schemaOf: (model: Model) => JsonSchema, models = MODELS): JsonSchema {
  const [first, ...others] = models
  if (!first) return {}
  return others.reduce<JsonSchema>(
    (otherwise, model) => ({
      if: { required: ['model'], properties: { model: { const: model.id } } },
      // biome-ignore lint/suspicious/noThenProperty: a JSON schema has this property.
      then: schemaOf(model),
      else: otherwise,
    }),
    schemaOf(first),
  )
}

function listItemSchema(model: Model): JsonSchema {
  return { properties: properties(model), additionalProperties: false, required: requiredNames(model) }
}

/** A request, or the common values of a matrix. */
function objectSchema(model: Model): JsonSchema {
  const axes = editableParameters(model).map((parameter) => [parameter.name, axisSchema(parameter)])
  const matrix: JsonSchema = {
    type: 'object',
    description: 'Lists of values. One video is generated for each combination of them.',
    minProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(axes),
  }
  return {
    properties: { ...properties(model), matrix },
    additionalProperties: false,
    if: { required: ['matrix'] },
    // biome-ignore lint/suspicious/noThenProperty: a JSON schema has this property.
    then: {
      allOf: requiredNames(model).map((name) => ({
        anyOf: [{ required: [name] }, { properties: { matrix: { required: [name] } } }],
      })),
    },
    else: { required: requiredNames(model) },
  }
}

function requiredNames(model: Model): string[] {
  return editableParameters(model).flatMap(({ name, required }) => (required ? [name] : []))
}

function properties(model: Model): Readonly<Record<string, JsonSchema>> {
  const own = editableParameters(model).map((parameter) => [parameter.name, parameterSchema(parameter)])
  const modelId: JsonSchema = {
    enum: MODELS.map(({ id }) => id),
    enumDescriptions: MODELS.map(({ label }) => label),
    description: 'The model that generates the video.',
  }
  return { model: modelId, ...Object.fromEntries(own) }
}

function axisSchema(parameter: Parameter): JsonSchema {
  const { title, description, ...items } = parameterSchema(parameter)
  return { title, description, type: 'array', minItems: 1, uniqueItems: true, items }
}

function parameterSchema(parameter: Parameter): JsonSchema {
  const { label, help } = parameter
  return {
    title: label,
    description: 'media' in parameter ? `${help} Or enter the path of a local file, relative to this file.` : help,
    ...('default' in parameter ? { default: parameter.default } : {}),
    ...valueSchema(parameter),
  }
}

function valueSchema(parameter: Parameter): JsonSchema {
  switch (parameter.kind) {
    case 'text':
      return parameter.allowsEmpty
        ? { type: 'string' }
        : { type: 'string', pattern: '[^\\s\\p{Cc}]', patternErrorMessage: `${parameter.label} is required.` }
    case 'boolean':
      return { type: 'boolean' }
    case 'enum':
      return { enum: parameter.values }
    case 'integer':
    case 'number':
      return numberSchema(parameter)
    case 'url':
      return mediaSchema(parameter.media)
    case 'urlList': {
      const { media, minItems, maxItems } = parameter
      return { type: 'array', minItems, maxItems, items: mediaSchema(media) }
    }
  }
}

function numberSchema({ kind, min, max }: NumberParameter): JsonSchema {
  const isInteger = kind === 'integer'
  const minimum = min ?? (isInteger ? Number.MIN_SAFE_INTEGER : undefined)
  const maximum = max ?? (isInteger ? Number.MAX_SAFE_INTEGER : undefined)
  return {
    type: kind,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  }
}

function mediaSchema(media: 'video' | 'image'): JsonSchema {
  return {
    type: 'string',
    pattern: mediaPattern(media),
    patternErrorMessage: `Enter an https URL, a data: URI of ${media === 'video' ? 'a video' : 'an image'}, or the path of a local file.`,
  }
}
