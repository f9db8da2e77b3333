/** Thrown if a body is larger than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/**
 * Reads a body as UTF-8. Rejects with `BodyTooLargeError` as soon as it exceeds `maxBytes`, or with the error of the
 * stream. `onBytes` receives the running total.
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  onBytes: (receivedBytes: number) => void,
): Promise<string> {
  let text = ''
  for await (const chunk of readChunks(response, maxBytes, onBytes)) text += chunk
  return text
}

/** Reads the beginning of a body as UTF-8 and discards the rest. Never rejects: an error ends the text. */
export async function readBodyStart(response: Response, maxBytes: number): Promise<string> {
  let text = ''
  try {
    for await (const chunk of readChunks(response, maxBytes, () => undefined)) text += chunk
  } catch {
    // The beginning is enough for an error message.
  }
  return text
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
