/** Thrown when a body is larger than allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/**
 * Reads a body as UTF-8, at most `limitBytes`. Rejects with `TooLargeError` as soon as more came, having dropped the
 * connection, or with what the stream failed with. `onBytes` hears of the sum so far.
 */
export async function readText(
  response: Response,
  limitBytes: number,
  onBytes: (received: number) => void = () => undefined,
): Promise<string> {
  const { text, cut } = await readUpTo(response, limitBytes, onBytes)
  if (cut) throw new TooLargeError(`more than ${limitBytes} bytes`)
  return text
}

/** Reads the beginning of a body as UTF-8 and drops the rest. For errors: whatever came says more than nothing. */
export async function readBeginning(response: Response, limitBytes: number): Promise<string> {
  const parts: string[] = []
  try {
    await readUpTo(response, limitBytes, () => undefined, parts)
  } catch {
    // Cut off: the beginning is what was wanted.
  }
  return parts.join('')
}

async function readUpTo(
  response: Response,
  limitBytes: number,
  onBytes: (received: number) => void,
  parts: string[] = [],
): Promise<{ text: string; cut: boolean }> {
  if (!response.body) return { text: '', cut: false }
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  let received = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    received += value.byteLength
    if (received > limitBytes) {
      void reader.cancel().catch(() => undefined)
      return { text: parts.join(''), cut: true }
    }
    parts.push(decoder.decode(value, { stream: true }))
    onBytes(received)
  }
  parts.push(decoder.decode())
  return { text: parts.join(''), cut: false }
}
