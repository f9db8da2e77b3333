import { NOT_PUBLIC } from './lookup.ts'
import { type Transport, TransportError, type WireRequest } from './transport.ts'

/**
 * Sends with `primary`, and with `fallback` if `primary` cannot connect. Whichever worked last is tried first the next
 * time; if neither can connect, that is `primary`. A request that may have been sent is never sent again.
 */
export function fallbackTransport(
  primary: Transport,
  fallback: Transport,
  onDidFallBack: (code: string) => void,
): Transport {
  const state = { preferred: primary }
  return async (url, request) => {
    const first = state.preferred
    const second = first === primary ? fallback : primary
    const firstResult = await attempt(first, url, request)
    if (firstResult instanceof Response) return firstResult
    if (isFinal(firstResult, request)) throw firstResult

    const secondResult = await attempt(second, url, request)
    if (secondResult instanceof Response) {
      state.preferred = second
      if (second === fallback) onDidFallBack(firstResult.code)
      return secondResult
    }
    if (isFinal(secondResult, request)) throw secondResult
    state.preferred = primary
    // The error of `primary` is more specific.
    throw first === primary ? firstResult : secondResult
  }
}

function isFinal({ sent, code }: TransportError, { signal }: WireRequest): boolean {
  return sent || signal.aborted || code === NOT_PUBLIC
}

async function attempt(transport: Transport, url: string, request: WireRequest): Promise<Response | TransportError> {
  try {
    return await transport(url, request)
  } catch (error) {
    if (error instanceof TransportError) return error
    throw error
  }
}
