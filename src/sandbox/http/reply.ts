/** An answer before it is written to the socket, so that a fault can still change it. */
export interface Reply {
  readonly status: number
  /** Lower-case names. `content-length` is set by whoever writes the reply. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type Headers = Readonly<Record<string, string>>

/** A refusal with the status and the words the API would use. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly headers: Headers

  constructor(status: number, message: string, headers: Headers = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

export function bytesReply(status: number, body: Uint8Array, headers: Headers): Reply {
  return { status, headers, body }
}

export function jsonReply(status: number, value: unknown, headers: Headers = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  }
}

/** The API's error body: `{message, path, requestId, statusCode, timestamp}`. */
export function errorReply(refusal: Refusal, path: string, requestId: string, now: number): Reply {
  return jsonReply(
    refusal.status,
    {
      message: refusal.message,
      path,
      requestId,
      statusCode: refusal.status,
      timestamp: new Date(now).toISOString(),
    },
    refusal.headers,
  )
}
