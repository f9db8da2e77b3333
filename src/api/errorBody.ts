import { parseJson } from '../core/text/parseJson.ts'

/** The content of an error response. Outside text: sanitize it before it is stored or shown. */
export interface ErrorBody {
  /** `json` only for an object. */
  readonly format: 'json' | 'html' | 'other'
  /** Whether the body has the shape that the service documents, for this status. A proxy or gateway sends another one. */
  readonly isFromApi: boolean
  readonly message: string | undefined
  readonly requestId: string | undefined
  /** The request field that a 400 is about. */
  readonly field: string | undefined
}

interface Issue {
  readonly field: string | undefined
  readonly message: string | undefined
}

/**
 * Reads the body of an error response with `status`. The service documents `{message, requestId, …}`, and any of them may be missing.
 * Validators send a list of issues with `path` and `message` too, or instead. Gateways send text or HTML.
 */
export function readErrorBody(text: string, status: number, fields: readonly string[]): ErrorBody {
  const json = parseJson(text)
  const body = asObject(json)
  if (!body) {
    const message = json === undefined ? plainText(text) : asText(json)
    const format = text.trimStart().startsWith('<') ? 'html' : 'other'
    return { format, isFromApi: false, message, requestId: undefined, field: fieldIn(text, fields) }
  }
  const inner = asObject(body['error']) ?? body
  const issue = firstIssue(body) ?? firstIssue(inner) ?? firstIssue(asObject(body['meta']) ?? {})
  const message = asText(body['message']) ?? asText(inner['message']) ?? asText(body['error']) ?? asText(body['detail'])
  return {
    format: 'json',
    isFromApi: hasApiShape(body, status),
    message:
      message && issue?.message && !message.includes(issue.message)
        ? `${message}: ${issue.message}`
        : (message ?? issue?.message),
    requestId: asText(body['requestId']) ?? asText(body['request_id']),
    field: issue?.field ?? fieldIn(message ?? '', fields),
  }
}

/** Whether a body has a message, no other status, and at least one of the other fields that the service documents. */
function hasApiShape(body: Record<string, unknown>, status: number): boolean {
  const hasMessage = asText(body['message']) !== undefined || firstIssue(body) !== undefined
  const statusCode = body['statusCode'] ?? undefined
  if (statusCode !== undefined) return hasMessage && Number(statusCode) === status
  return hasMessage && ['requestId', 'path', 'timestamp'].some((name) => asText(body[name]) !== undefined)
}

const ISSUE_LISTS = ['issues', 'errors', 'details', 'message'] as const

function firstIssue(body: Record<string, unknown>): Issue | undefined {
  for (const name of ISSUE_LISTS) {
    const list = body[name]
    const first = Array.isArray(list) ? asObject(list[0]) : undefined
    if (first)
      return { field: asPath(first['path'] ?? first['field'] ?? first['property']), message: asText(first['message']) }
  }
  return undefined
}

/** The first of `fields` that the text contains. A name in quotes or before a colon takes precedence. */
function fieldIn(text: string, fields: readonly string[]): string | undefined {
  const names = fields.map((field) => field.replace(/[^\w-]/g, '')).filter(Boolean)
  if (names.length === 0) return undefined
  const anyName = `(${names.sort((a, b) => b.length - a.length).join('|')})`
  const quoted = new RegExp(`["'\`]${anyName}["'\`]|\\b${anyName}\\s*:`).exec(text)
  return quoted?.[1] ?? quoted?.[2] ?? new RegExp(`\\b${anyName}\\b`).exec(text)?.[1]
}

/** Returns undefined for HTML and for incomplete JSON. */
function plainText(text: string): string | undefined {
  const trimmed = text.trim()
  return trimmed === '' || trimmed.startsWith('<') || trimmed.startsWith('{') ? undefined : trimmed
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

function asText(value: unknown): string | undefined {
  if (Array.isArray(value))
    return value.every((item) => typeof item === 'string') && value[0] ? value.join('; ') : undefined
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function asPath(value: unknown): string | undefined {
  const path = Array.isArray(value) ? value[value[0] === 'body' ? 1 : 0] : value
  return typeof path === 'string' && /^[\w.[\]-]{1,64}$/.test(path)
    ? path.replace(/^body\./, '').split(/[.[]/)[0]
    : undefined
}
