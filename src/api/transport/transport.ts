/** An HTTP request, and its timeouts. */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Aborts connecting, waiting for the response, and reading its body. */
  readonly signal: AbortSignal
  /** Longest time from the start of the request to the headers of the response. */
  readonly headersTimeoutMs: number
  /** Longest time without data while the body is read. */
  readonly bodyTimeoutMs: number
  /** Rejects with `NOT_PUBLIC` instead of connecting to this computer or to a private network. */
  readonly publicOnly?: boolean
}

/**
 * Sends a request at most once and does not follow redirects. Rejects with `TransportError` only. After it resolved, the
 * stream of the body may fail with any error.
 */
export type Transport = (url: string, request: WireRequest) => Promise<Response>

/** No response came. Has no `cause`, because errors of Node and undici may contain headers or sockets. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** A code of Node, undici or Electron, such as `ENOTFOUND` or `UND_ERR_SOCKET`, or `PROXY_` with a status. */
  readonly code: string
  /** False only if it is certain that no byte of the request was sent. */
  readonly sent: boolean

  constructor(code: string, sent: boolean) {
    super(`${code}, ${sent ? 'the request may have been sent' : 'not sent'}`)
    this.code = code
    this.sent = sent
  }
}

/** Statuses of responses without a body. `Response` throws if it gets one. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304])

/** Creates a `Response`. Ignores invalid headers. Throws `RangeError` if the status is not 200 to 599. */
export function createResponse(
  status: number,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: ReadableStream<Uint8Array>,
): Response {
  const validHeaders = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const item of value === undefined ? [] : [value].flat()) {
      try {
        validHeaders.append(name, item)
      } catch {
        // No header that is used has an invalid value.
      }
    }
  }
  if (!BODILESS.has(status)) return new Response(body, { status, headers: validHeaders })
  void body.cancel().catch(() => undefined)
  return new Response(null, { status, headers: validHeaders })
}
