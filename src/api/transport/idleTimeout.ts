/**
 * Returns the response with a body that fails if no byte arrives for `idleMs`. `onEnd` is called once, when the body
 * ends for any reason. For the bodies of a `fetch`, which has no such timeout.
 */
export function limitIdleTime(response: Response, idleMs: number, onEnd: () => void): Response {
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
    const timer = setTimeout(() => reject(new Error('body timeout')), ms)
    reader
      .read()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject)
  })
}
