/**
 * The same response, whose body fails after `idleMs` without a byte. `onEnd` is called once when the body is over, in
 * whatever way. For bodies that come from a `fetch` without such a limit.
 */
export function idleLimited(response: Response, idleMs: number, onEnd: () => void): Response {
  if (!response.body) {
    onEnd()
    return response
  }
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await readWithin(reader, idleMs)
          if (!done) return controller.enqueue(value)
          onEnd()
          controller.close()
        } catch (error) {
          onEnd()
          controller.error(error)
          void reader.cancel().catch(() => undefined)
        }
      },
      async cancel() {
        onEnd()
        await reader.cancel()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status: response.status, headers: response.headers })
}

function readWithin(reader: ReadableStreamDefaultReader<Uint8Array>, ms: number) {
  return new Promise<Awaited<ReturnType<typeof reader.read>>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the body went silent')), ms)
    reader
      .read()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject)
  })
}
