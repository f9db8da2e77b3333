/** Why a body was not read to its end: it is larger than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

export interface ReadBody {
  /** What was received. */
  readonly text: string
  /** Why the text is incomplete: `BodyTooLargeError` or the error of the stream. */
  readonly error?: unknown
}

/**
 * Reads a body as UTF-8. Never rejects: an error ends the text, as does a body that exceeds `maxBytes`. `onBytes` receives
 * the running total.
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  onBytes: (receivedBytes: number) => void = () => undefined,
): Promise<ReadBody> {
  let text = ''
  try {
    for await (const chunk of readChunks(response, maxBytes, onBytes)) text += chunk
    return { text }
  } catch (error) {
    return { text, error }
  }
}

async function* readChunks(
  response: Response,
  maxBytes: number,
  onBytes: (receivedBytes: number) => void,
): AsyncGenerator<string> {
  if (!response.body) return
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let receivedBytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    receivedBytes += value.byteLength
    if (receivedBytes > maxBytes) {
      // Not awaited: a server that keeps the connection open must not delay the error.
      void reader.cancel().catch(() => undefined)
      throw new BodyTooLargeError(`more than ${maxBytes} bytes`)
    }
    onBytes(receivedBytes)
    yield decoder.decode(value, { stream: true })
  }
  yield decoder.decode()
}
