import type { GenerationRequest } from '../job/job.ts'
import { removeFileName } from './mediaUrl.ts'
import { findModel } from './models.ts'
import { findParameter, type Model } from './parameter.ts'

/**
 * Returns the body of a request as it is sent. The `data:` URIs do not have the names of local files: the service may not
 * accept parameters of the media type.
 */
export function toRequestBody({ model: id, values }: GenerationRequest): Record<string, unknown> {
  const model = findModel(id)
  const sent = Object.entries(values).map(([name, value]) => [name, model ? toSentValue(model, name, value) : value])
  return { ...Object.fromEntries(sent), model: id }
}

function toSentValue(model: Model, name: string, value: unknown): unknown {
  const kind = findParameter(model, name)?.kind
  if (kind !== 'url' && kind !== 'urlList') return value
  const removeName = (item: unknown) => (typeof item === 'string' ? removeFileName(item) : item)
  return Array.isArray(value) ? value.map(removeName) : removeName(value)
}
