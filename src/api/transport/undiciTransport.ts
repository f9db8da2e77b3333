import { ReadableStream } from 'node:stream/web'
import type { Dispatcher } from 'undici'
import { codeOf } from './errorCode.ts'
import { createResponse, type Transport, TransportError, type WireRequest } from './transport.ts'

/** Sends with `Dispatcher.request`, which writes a request at most once. undici's `fetch` repeats a POST after a 421. */
export function undiciTransport(dispatcher: Pick<Dispatcher, 'compose'>): Transport {
  return async (url, wire) => {
    const started = { sent: false }
    try {
      const response = await raceAbort(send(dispatcher, url, wire, started), wire.signal)
      // Not `Readable.toWeb`: canceling its stream while bytes arrive throws an exception that cannot be caught.
      const body = ReadableStream.from<Uint8Array>(response.body)
      // The reader of the stream receives the error. Without a listener, a body that nobody reads would end the process.
      response.body.on('error', () => undefined)
      return createResponse(response.statusCode, response.headers, body)
    } catch (error) {
      if (wire.signal.aborted) throw new TransportError('ABORTED', started.sent)
      throw new TransportError(error instanceof RangeError ? 'BAD_STATUS' : codeOf(error), started.sent)
    }
  }
}

function send(
  dispatcher: Pick<Dispatcher, 'compose'>,
  url: string,
  wire: WireRequest,
  started: { sent: boolean },
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url)
  // undici calls this when the connection (through a proxy: the tunnel, with TLS) is open, immediately before it writes
  // the first byte. If the signal is aborted by then, nothing is written.
  const onStart = (controller: Dispatcher.DispatchController) => {
    if (wire.signal.aborted) controller.abort(new Error('aborted'))
    else started.sent = true
  }
  return dispatcher.compose(withStartListener(onStart)).request({
    origin,
    path: pathname + search,
    method: wire.method,
    headers: { ...wire.headers },
    body: wire.body ?? null,
    signal: wire.signal,
    headersTimeout: wire.headersTimeoutMs,
    bodyTimeout: wire.bodyTimeoutMs,
  })
}

type StartListener = (controller: Dispatcher.DispatchController) => void

function withStartListener(onStart: StartListener): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        onStart(controller)
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    })
}

/** Rejects as soon as `signal` aborts. undici checks the signal of a request only when it has a connection. */
async function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined)
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(new Error('aborted'))
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
