import { bytesReply, type Headers, jsonReply, type Reply } from '../http/reply.ts'
import type { Fault } from './fault.ts'

const PAGE = '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>'

/** Faults that are a reply of their own kind: what to send instead of `reply`. Undefined for all other kinds. */
export function spoil(fault: Fault, reply: Reply): Reply | undefined {
  const kept: Headers = fault.keepHeaders ? withoutBodyHeaders(reply.headers) : {}
  switch (fault.kind) {
    case 'status':
      return statusReply(fault, kept)
    case 'html':
      return bytesReply(fault.status ?? 200, Buffer.from(PAGE), { ...kept, 'content-type': 'text/html' })
    case 'empty':
      return bytesReply(fault.status ?? 200, Buffer.alloc(0), { ...kept, 'content-type': 'application/json' })
    case 'zeroBytes':
      return bytesReply(200, Buffer.alloc(0), withoutBodyHeaders(reply.headers))
    case 'redirect':
      return bytesReply(fault.status ?? 302, Buffer.alloc(0), { ...kept, location: fault.to ?? '/' })
    case 'truncatedJson':
      return { ...reply, body: reply.body.subarray(0, Math.floor(reply.body.length / 2)) }
    case 'wrongTypes':
      return json(reply, twist)
    case 'answer':
      return json(reply, (value) => merge(value, fault.patch))
    default:
      return undefined
  }
}

function statusReply(fault: Fault, kept: Headers): Reply {
  const status = fault.status ?? 500
  const { body = { message: `Fault ${status}`, statusCode: status }, contentType = 'application/json' } = fault
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return bytesReply(status, Buffer.from(text), { ...kept, 'content-type': contentType, ...fault.headers })
}

function json(reply: Reply, change: (value: unknown) => unknown): Reply {
  const { body } = jsonReply(reply.status, change(JSON.parse(Buffer.from(reply.body).toString())))
  return { ...reply, body }
}

/** Laid over an object level by level, as a JSON merge patch, but `null` is written as `null`. */
function merge(value: unknown, patch: unknown): unknown {
  if (!isObject(value) || !isObject(patch)) return patch
  const merged = { ...value }
  for (const [name, part] of Object.entries(patch)) merged[name] = merge(value[name], part)
  return merged
}

/** The same shape with every value of another type. */
function twist(value: unknown): unknown {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return { first: value[0] ?? null }
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, twist(part)]))
  return value === null ? 0 : String(value)
}

function withoutBodyHeaders(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^content-(range|type)$/.test(name)))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
