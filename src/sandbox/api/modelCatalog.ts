import { createHash } from 'node:crypto'
import { HttpError } from '../http/httpError.ts'
import { matchesIfNoneMatch } from '../http/matchesIfNoneMatch.ts'
import { emptyResponse, type HttpResponse, jsonResponse } from '../http/response.ts'
import { aliasOf, type Field, findModelId, MODELS } from './modelFields.ts'
import { FIXED_USD_PER_SECOND, type PriceKind, USD_PER_SECOND } from './price.ts'
import { listParam } from './queryParams.ts'

const TYPE = 'alibaba/video'
const TAGS = ['playground:video']
const CAPABILITIES = ['video_to_video']
const MODALITIES = { input: ['text', 'video'], output: ['video'] }

export interface CatalogOptions {
  readonly apiOrigin: string
  readonly ifNoneMatch: string | undefined
  readonly priceKind: PriceKind
}

/** `GET /v1/models`: the catalog, with the filters and sections of `query`. Has an `ETag`. */
export function listModels(
  query: URLSearchParams,
  { apiOrigin, ifNoneMatch, priceKind }: CatalogOptions,
): HttpResponse {
  const ids = listParam(query, 'id')
  const sections = listParam(query, 'include')
  const includeAll = sections.includes('all') || ['true', '1'].includes(query.get('details') ?? '')
  const matchesFilters = [
    [listParam(query, 'tags'), TAGS],
    [listParam(query, 'capabilities'), CAPABILITIES],
    [query.getAll('type'), [TYPE]],
    [query.getAll('modalities'), [...MODALITIES.input, ...MODALITIES.output]],
    [query.getAll('input_modalities'), MODALITIES.input],
    [query.getAll('output_modalities'), MODALITIES.output],
  ].every(([wanted = [], actual = []]) => wanted.length === 0 || wanted.some((value) => actual.includes(value)))
  const data = [...MODELS.keys()]
    .filter((id) => matchesFilters && (ids.length === 0 || ids.some((name) => findModelId(name) === id)))
    .map((id) => ({
      id,
      aliases: [aliasOf(id)],
      type: TYPE,
      info: {
        name: 'Wan 2.2 VACE Fun (sandbox)',
        developer: 'Alibaba Cloud',
        docsJson: `${apiOrigin}/docs-json?model=${encodeURIComponent(id)}`,
      },
      tags: TAGS,
      ...(includeAll || sections.includes('modalities') ? { modalities: MODALITIES } : {}),
      ...(includeAll || sections.includes('capabilities') ? { capabilities: CAPABILITIES } : {}),
      ...(includeAll || sections.includes('pricing') ? createPricing(priceKind) : {}),
    }))
  const response = jsonResponse(200, { object: 'list', data })
  const etag = `W/"${createHash('sha256').update(response.body).digest('base64url').slice(0, 27)}"`
  if (matchesIfNoneMatch(ifNoneMatch, etag)) return emptyResponse(304, { etag })
  return { ...response, headers: { ...response.headers, etag } }
}

/** `GET /docs-json?model=`: an OpenAPI document of the model, built from the sandbox's field table. */
export function describeModel(query: URLSearchParams): HttpResponse {
  const id = findModelId(query.get('model') ?? '')
  const fields = id && MODELS.get(id)
  if (!fields) throw new HttpError(404, 'Model not found')
  const schema = {
    type: 'object',
    properties: {
      model: { type: 'string', enum: [id] },
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, toJsonSchema(field)])),
    },
    required: ['model', ...Object.keys(fields).filter((name) => fields[name]?.required)],
  }
  return jsonResponse(200, {
    openapi: '3.0.0',
    info: { title: 'Sandbox', version: '1.0.0' },
    paths: {
      '/v2/video/generations': {
        post: {
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: { 201: { description: '' } },
        },
      },
    },
  })
}

function toJsonSchema(field: Field): object {
  switch (field.type) {
    case 'enum':
      return { type: 'string', enum: field.values }
    case 'uri':
      return { type: 'string', format: 'uri' }
    case 'uriList':
      return {
        type: 'array',
        items: { type: 'string', format: 'uri' },
        minItems: field.min,
        maxItems: field.max,
      }
    case 'integer':
      return { type: 'integer', minimum: field.min, maximum: field.max }
    default:
      return { type: field.type }
  }
}

function createPricing(kind: PriceKind): { readonly pricing?: object } {
  switch (kind) {
    case 'none':
      return {}
    case 'variable':
      return { pricing: { kind, currency: 'USD' } }
    case 'fixed': {
      const unit = { name: 'Video', measure: 'second', price: FIXED_USD_PER_SECOND, per: 1 }
      return { pricing: { kind, currency: 'USD', units: [unit] } }
    }
    case 'variants': {
      const variants = Object.entries(USD_PER_SECOND).map(([resolution, price]) => ({
        when: { resolution },
        price,
        unit: 'second',
        per: 1,
      }))
      return { pricing: { kind, currency: 'USD', dimensions: ['resolution'], variants } }
    }
  }
}
