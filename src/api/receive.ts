import { readBody } from './readBody.ts'
import type { Redact } from './redact.ts'

/** What was received of a response, without the key. */
export interface Received {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Why the text is incomplete: `BodyTooLargeError` or the error of the stream. */
  readonly error?: unknown
}

/**
 * Reads a response and removes the key from everything in it: a service may quote the request, and what it sends is logged,
 * stored and exported. Never rejects.
 */
export async function receive(
  response: Response,
  redact: Redact,
  maxBytes: number,
  onBytes?: (receivedBytes: number) => void,
): Promise<Received> {
  const headers = [...response.headers].map(([name, value]): [string, string] => [name, redact(value)])
  const { text, error } = await readBody(response, maxBytes, onBytes)
  return { status: response.status, headers: new Headers(headers), text: redact(text), error }
}
