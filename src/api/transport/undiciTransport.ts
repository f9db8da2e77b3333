import { ReadableStream } from 'node:stream/web'
import type { Dispatcher } from 'undici'
import request from 'undici/lib/api/api-request.js'
import DecoratorHandler from 'undici/lib/handler/decorator-handler.js'
import { codeOf } from './errorCode.ts'
import { makeResponse, type Transport, TransportError, type WireRequest } from './transport.ts'

/**
 * Sends through undici's core, which writes a request once and never again; its `fetch` repeats a POST that is
 * answered with 421.
 */
export function undiciTransport(dispatcher: Pick<Dispatcher, 'dispatch'>): Transport {
  return async (url, wire) => {
    const start = new Start(wire.signal)
    try {
      const answer = await raceAbort(send(dispatcher, url, wire, start), wire.signal)
      // Not `Readable.toWeb`: cancelling what that makes while bytes arrive throws where nobody can catch it.
      const body = ReadableStream.from<Uint8Array>(answer.body)
      // Whoever reads hears of an error from the reading; an answer nobody reads to its end has nobody to tell.
      answer.body.on('error', () => undefined)
      return makeResponse(answer.statusCode, answer.headers, body)
    } catch (error) {
      if (wire.signal.aborted) throw new TransportError('ABORTED', start.written)
      throw new TransportError(error instanceof RangeError ? 'BAD_STATUS' : codeOf(error), start.written)
    }
  }
}

/**
 * Whether the request was begun. undici calls `onRequestStart` when a connection (through a proxy: its tunnel, with TLS)
 * stands, right before the first byte is written; an abort in that moment keeps it from being written.
 */
class Start {
  written = false
  readonly #signal: AbortSignal

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  note(controller: Dispatcher.DispatchController): void {
    if (this.#signal.aborted) controller.abort(new Error('aborted'))
    else this.written = true
  }
}

class StartHandler extends DecoratorHandler {
  readonly #start: Start

  constructor(handler: Dispatcher.DispatchHandler, start: Start) {
    super(handler)
    this.#start = start
  }

  override onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#start.note(controller)
    super.onRequestStart(controller, context)
  }
}

function send(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  url: string,
  wire: WireRequest,
  start: Start,
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url)
  const watched: Pick<Dispatcher, 'dispatch'> = {
    dispatch: (options, handler) => dispatcher.dispatch(options, new StartHandler(handler, start)),
  }
  return request.call(watched, {
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

/** undici looks at the signal of a request only once there is a connection; a person who cancels waits for nothing. */
async function raceAbort(
  answer: Promise<Dispatcher.ResponseData>,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  answer.catch(() => undefined)
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('aborted'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([answer, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
