import { createHash } from 'node:crypto'
import { bytesReply, jsonReply, Refusal, type Reply } from '../http/reply.ts'
import { type Field, MODELS } from './parameters.ts'
import { USD_PER_SECOND } from './price.ts'

const TYPE = 'alibaba/video'
const TAGS = ['playground:video']
const CAPABILITIES = ['video_to_video']

/** `GET /v1/models`: the catalogue, filtered and expanded as asked. Needs no key; carries an `ETag`. */
export function listModels(query: URLSearchParams, baseUrl: string, ifNoneMatch: string | undefined): Reply {
  const ids = words(query, 'id')
  const tags = words(query, 'tags')
  const capabilities = words(query, 'capabilities')
  const types = query.getAll('type')
  const include = words(query, 'include')
  const all = include.includes('all') || ['true', '1'].includes(query.get('details') ?? '')
  const data = [...MODELS.keys()]
    .filter((id) => ids.length === 0 || ids.some((one) => one === id || one === alias(id)))
    .filter(() => tags.length === 0 || tags.some((one) => TAGS.includes(one)))
    .filter(() => capabilities.length === 0 || capabilities.some((one) => CAPABILITIES.includes(one)))
    .filter(() => types.length === 0 || types.includes(TYPE))
    .map((id) => ({
      id,
      aliases: [alias(id)],
      type: TYPE,
      info: {
        name: 'Wan 2.2 VACE Fun (sandbox)',
        developer: 'Alibaba Cloud',
        docsJson: `${baseUrl}/docs-json?model=${encodeURIComponent(id)}`,
      },
      tags: TAGS,
      ...(all || include.includes('modalities') ? { modalities: { input: ['text', 'video'], output: ['video'] } } : {}),
      ...(all || include.includes('capabilities') ? { capabilities: CAPABILITIES } : {}),
      ...(all || include.includes('pricing') ? { pricing: pricing() } : {}),
    }))
  const reply = jsonReply(200, { object: 'list', data })
  const etag = `W/"${createHash('sha256').update(reply.body).digest('base64url').slice(0, 27)}"`
  if (ifNoneMatch?.split(',').some((one) => one.trim() === etag)) return bytesReply(304, Buffer.alloc(0), { etag })
  return { ...reply, headers: { ...reply.headers, etag } }
}

/** `GET /docs-json?model=`: an OpenAPI document of the model, made from the sandbox's own table. */
export function describeModel(query: URLSearchParams): Reply {
  const id = query.get('model') ?? ''
  const fields = MODELS.get(id)
  if (!fields) throw new Refusal(404, 'Model not found')
  const schema = {
    type: 'object',
    properties: {
      model: { type: 'string', enum: [id] },
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
    },
    required: ['model', ...Object.keys(fields).filter((name) => fields[name]?.required)],
  }
  return jsonReply(200, {
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

function fieldSchema(field: Field): object {
  switch (field.kind) {
    case 'text':
      return { type: 'string' }
    case 'choice':
      return { type: 'string', enum: field.of }
    case 'link':
      return { type: 'string', format: 'uri' }
    case 'links':
      return {
        type: 'array',
        items: { type: 'string', format: 'uri' },
        minItems: field.min,
        maxItems: field.max,
      }
    case 'integer':
      return { type: 'integer', minimum: field.min, maximum: field.max }
    default:
      return { type: field.kind }
  }
}

function pricing(): object {
  const variants = Object.entries(USD_PER_SECOND).map(([resolution, price]) => ({
    when: { resolution },
    price,
    unit: 'second',
    per: 1,
  }))
  return { kind: 'variants', currency: 'USD', dimensions: ['resolution'], variants }
}

function alias(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

/** Values of a parameter that may be repeated or comma-separated. */
function words(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((value) => value.split(','))
}
