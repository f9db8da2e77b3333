export type ResponseHeaders = Readonly<Record<string, string>>

/** A response before it is written to the socket, so that a fault can still change it. */
export interface HttpResponse {
  readonly status: number
  /** Lowercase names. `content-length` is set when the response is sent. */
  readonly headers: ResponseHeaders
  readonly body: Uint8Array
}

export function bytesResponse(status: number, body: Uint8Array, headers: ResponseHeaders): HttpResponse {
  return { status, headers, body }
}

export function emptyResponse(status: number, headers: ResponseHeaders): HttpResponse {
  return { status, headers, body: new Uint8Array() }
}

export function jsonResponse(status: number, value: unknown, headers: ResponseHeaders = {}): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  }
}
