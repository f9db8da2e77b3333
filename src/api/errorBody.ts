/** What an error answer says, whatever shape it has. The texts are as the server sent them: not fit to be shown yet. */
export interface ErrorBody {
  readonly message: string | undefined
  readonly requestId: string | undefined
  /** The field of the request that a 400 is about. */
  readonly field: string | undefined
}

interface Issue {
  readonly field: string | undefined
  readonly message: string | undefined
}

/**
 * Reads an error body. The service documents `{message, requestId, …}`, any of them missing; validators put a list of
 * issues with `path` and `message` beside it or in place of it; gateways answer with text or HTML.
 */
export function readErrorBody(text: string, fields: readonly string[]): ErrorBody {
  const body = parseObject(text)
  if (!body) return { message: plainMessage(text), requestId: undefined, field: fieldIn(text, fields) }
  const inner = asObject(body['error']) ?? body
  const issue = firstIssue(body) ?? firstIssue(inner) ?? firstIssue(asObject(body['meta']) ?? {})
  const message = asText(body['message']) ?? asText(inner['message']) ?? asText(body['error']) ?? asText(body['detail'])
  return {
    message:
      message && issue?.message && !message.includes(issue.message)
        ? `${message}: ${issue.message}`
        : (message ?? issue?.message),
    requestId: asText(body['requestId']) ?? asText(body['request_id']),
    field: issue?.field ?? fieldIn(message ?? '', fields),
  }
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

/** The first word of the text that is one of the request's fields; in quotes or before a colon counts before plain. */
function fieldIn(text: string, fields: readonly string[]): string | undefined {
  const words = fields.map((field) => field.replace(/[^\w-]/g, '')).filter(Boolean)
  if (words.length === 0) return undefined
  const any = `(${words.sort((a, b) => b.length - a.length).join('|')})`
  const marked = new RegExp(`["'\`]${any}["'\`]|\\b${any}\\s*:`).exec(text)
  return marked?.[1] ?? marked?.[2] ?? new RegExp(`\\b${any}\\b`).exec(text)?.[1]
}

/** A page of HTML says nothing to a person; a line of text may. */
function plainMessage(text: string): string | undefined {
  const trimmed = text.trim()
  return trimmed === '' || trimmed.startsWith('<') || trimmed.startsWith('{') ? undefined : trimmed
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

function asText(value: unknown): string | undefined {
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'string') && value[0] ? value.join('; ') : undefined
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function asPath(value: unknown): string | undefined {
  const path = Array.isArray(value) ? value[value[0] === 'body' ? 1 : 0] : value
  return typeof path === 'string' && /^[\w.[\]-]{1,64}$/.test(path)
    ? path.replace(/^body\./, '').split(/[.[]/)[0]
    : undefined
}
