import { codeOf, rootCauses } from './errorCode.ts'
import { idleLimited } from './idleTimeout.ts'
import { type Transport, TransportError, type WireRequest } from './transport.ts'

/** The shape of `fetch` that is needed of the editor. */
export type EditorFetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Sends over the editor's own `fetch`, which knows PAC files, proxies of the operating system and Kerberos. What it
 * does below is not known here, so only errors that can come from nothing but a failed connection count as not sent.
 */
export function fetchTransport(editorFetch: EditorFetch): Transport {
  return async (url, wire) => {
    if (wire.signal.aborted) throw new TransportError('ABORTED', false)
    const quitter = new AbortController()
    const quit = () => quitter.abort()
    wire.signal.addEventListener('abort', quit, { once: true })
    const timer = setTimeout(quit, wire.headersTimeoutMs)
    try {
      const response = await editorFetch(url, initOf(wire, quitter.signal))
      if (response.type === 'opaqueredirect') return Response.redirect(url, 307)
      return idleLimited(response, wire.bodyTimeoutMs, () => {
        wire.signal.removeEventListener('abort', quit)
      })
    } catch (error) {
      wire.signal.removeEventListener('abort', quit)
      if (wire.signal.aborted) throw new TransportError('ABORTED', true)
      if (quitter.signal.aborted) throw new TransportError('UND_ERR_HEADERS_TIMEOUT', true)
      throw new TransportError(codeOf(error), !rootCauses(error).every(neverConnected))
    } finally {
      clearTimeout(timer)
    }
  }
}

function initOf(wire: WireRequest, signal: AbortSignal): RequestInit & { duplex?: 'half' } {
  const init: RequestInit = {
    method: wire.method,
    headers: { ...wire.headers },
    redirect: 'manual',
    credentials: 'omit',
    signal,
  }
  if (wire.body === undefined) return init
  // A stream can be read once: neither a 421 nor a connection that died idle can make `fetch` send the request again.
  const bytes = new TextEncoder().encode(wire.body)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
  return { ...init, body, duplex: 'half' }
}

/** Errors of a connection that never stood, whatever the system call. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_CONNECTION_REFUSED',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_TUNNEL_CONNECTION_FAILED',
])

/** Errors that say "never connected" only when the system call was the connecting itself. */
const NEVER_CONNECTED_AT_CONNECT: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
])

function neverConnected(error: unknown): boolean {
  const code = codeOf(error)
  if (NEVER_CONNECTED.has(code) || /^(ERR_CERT|PROXY)_/.test(code)) return true
  const syscall = error instanceof Error ? (error as NodeJS.ErrnoException).syscall : undefined
  return syscall === 'connect' && NEVER_CONNECTED_AT_CONNECT.has(code)
}
