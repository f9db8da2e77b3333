/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Ends the connection attempt, the wait for an answer, and the reading of its body. */
  readonly signal: AbortSignal
  /** Longest wait between the start of the request and the answer's headers. */
  readonly headersTimeoutMs: number
  /** Longest silence inside the answer's body. */
  readonly bodyTimeoutMs: number
}

/**
 * Sends a request at most once: never repeated, never redirected. Rejects with `TransportError` and nothing else, as
 * long as the answer's headers have not come; afterwards the body's stream may fail with anything.
 */
export type Transport = (url: string, request: WireRequest) => Promise<Response>

/** No answer came. Holds a code and no more: the errors underneath may hold headers or sockets. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** As Node or undici name it: `ENOTFOUND`, `UND_ERR_SOCKET`, `DEPTH_ZERO_SELF_SIGNED_CERT`, … */
  readonly code: string
  /** False only when it is certain that not one byte of the request left. */
  readonly sent: boolean

  constructor(code: string, sent: boolean) {
    super(`${code}, ${sent ? 'the request may have been sent' : 'nothing was sent'}`)
    this.code = code
    this.sent = sent
  }
}

/** Statuses whose answer has no body; `Response` refuses to be made with one. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304])

/** Makes a `Response`; headers that are not valid are left out. Rejects a status outside 200 to 599 with `RangeError`. */
export function makeResponse(
  status: number,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: ReadableStream<Uint8Array>,
): Response {
  const clean = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of value === undefined ? [] : [value].flat()) {
      try {
        clean.append(name, one)
      } catch {
        // A header that cannot be said in a `Headers` says nothing we need.
      }
    }
  }
  if (!BODILESS.has(status)) return new Response(body, { status, headers: clean })
  void body.cancel().catch(() => undefined)
  return new Response(null, { status, headers: clean })
}
