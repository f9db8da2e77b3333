import {
  bytesResponse,
  emptyResponse,
  type HttpResponse,
  jsonResponse,
  type ResponseHeaders,
} from '../http/response.ts'
import type { Fault } from './fault.ts'
import { isRecord } from './isRecord.ts'

const HTML_PAGE = '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>'

/** Returns the response to send instead of `response`, or undefined if this kind of fault does not change it. */
export function corruptResponse(fault: Fault, response: HttpResponse): HttpResponse | undefined {
  const keptHeaders = fault.keepHeaders ? withoutBodyHeaders(response.headers) : {}
  switch (fault.kind) {
    case 'status':
      return createStatusResponse(fault, keptHeaders)
    case 'html':
      return bytesResponse(fault.status ?? 200, Buffer.from(HTML_PAGE), { ...keptHeaders, 'content-type': 'text/html' })
    case 'empty':
      return emptyResponse(fault.status ?? 200, { ...keptHeaders, 'content-type': 'application/json' })
    case 'zeroBytes':
      return emptyResponse(200, withoutBodyHeaders(response.headers))
    case 'redirect':
      return emptyResponse(fault.status ?? 302, { ...keptHeaders, location: fault.to ?? '/' })
    case 'truncatedJson':
      return { ...response, body: response.body.subarray(0, Math.floor(response.body.length / 2)) }
    case 'wrongTypes':
      return changeJson(response, changeTypes)
    case 'answer':
      return changeJson(response, (value) => applyPatch(value, fault.patch))
    default:
      return undefined
  }
}

function createStatusResponse(fault: Fault, keptHeaders: ResponseHeaders): HttpResponse {
  const status = fault.status ?? 500
  const { body = { message: `Fault ${status}`, statusCode: status }, contentType = 'application/json' } = fault
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return bytesResponse(status, Buffer.from(text), { ...keptHeaders, 'content-type': contentType, ...fault.headers })
}

function changeJson(response: HttpResponse, change: (value: unknown) => unknown): HttpResponse {
  const { body } = jsonResponse(response.status, change(JSON.parse(Buffer.from(response.body).toString())))
  return { ...response, body }
}

/** Like a JSON merge patch (RFC 7396), except that `null` sets the value to `null` instead of removing it. */
function applyPatch(value: unknown, patch: unknown): unknown {
  if (!isRecord(value) || !isRecord(patch)) return patch
  const merged = { ...value }
  for (const [name, part] of Object.entries(patch)) merged[name] = applyPatch(value[name], part)
  return merged
}

/** Keeps the structure and changes the type of every value. */
function changeTypes(value: unknown): unknown {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return { first: value[0] ?? null }
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, changeTypes(part)]))
  return value === null ? 0 : String(value)
}

function withoutBodyHeaders(headers: ResponseHeaders): ResponseHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^content-(range|type)$/.test(name)))
}
