import { type Transport, TransportError, type WireRequest } from './transport.ts'

/**
 * Our own way first; when it could not even connect, the editor's way, once, and from then on first. When the editor's
 * way cannot connect either, ours is first again. A request that may have been sent is never given to the other way.
 */
export function fallbackTransport(
  own: Transport,
  editors: Transport,
  onDidFallBack: (code: string) => void,
): Transport {
  const state = { preferred: own }
  return async (url, request) => {
    const first = state.preferred
    const second = first === own ? editors : own
    const answer = await attempt(first, url, request)
    if (!(answer instanceof TransportError)) return answer
    if (answer.sent || request.signal.aborted) throw answer

    const otherAnswer = await attempt(second, url, request)
    if (otherAnswer instanceof TransportError) {
      if (otherAnswer.sent || request.signal.aborted) throw otherAnswer
      state.preferred = own
      // What our own way says is more exact than what the editor's does.
      throw first === own ? answer : otherAnswer
    }
    state.preferred = second
    if (second === editors) onDidFallBack(answer.code)
    return otherAnswer
  }
}

async function attempt(way: Transport, url: string, request: WireRequest): Promise<Response | TransportError> {
  try {
    return await way(url, request)
  } catch (error) {
    if (error instanceof TransportError) return error
    throw error
  }
}
