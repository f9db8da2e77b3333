import { codeOf, rootCauses } from './errorCode.ts'
import { limitIdleTime } from './idleTimeout.ts'
import { type Transport, TransportError, type WireRequest } from './transport.ts'

/** The part of `fetch` that is used. */
export type EditorFetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Sends with the editor's own `fetch`, which supports PAC files, proxies of the operating system, and Kerberos. Its
 * implementation varies, so a request counts as not sent only if the error proves that the connection failed.
 */
export function fetchTransport(editorFetch: EditorFetch): Transport {
  return async (url, wire) => {
    if (wire.signal.aborted) throw new TransportError('ABORTED', false)
    const controller = new AbortController()
    const abort = () => controller.abort()
    wire.signal.addEventListener('abort', abort, { once: true })
    const timer = setTimeout(abort, wire.headersTimeoutMs)
    try {
      const response = await editorFetch(url, initOf(wire, controller.signal))
      if (response.type === 'opaqueredirect') return Response.redirect(url, 307)
      return limitIdleTime(response, wire.bodyTimeoutMs, () => {
        wire.signal.removeEventListener('abort', abort)
      })
    } catch (error) {
      wire.signal.removeEventListener('abort', abort)
      if (wire.signal.aborted) throw new TransportError('ABORTED', true)
      if (controller.signal.aborted) throw new TransportError('UND_ERR_HEADERS_TIMEOUT', true)
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
  // A stream can be read only once, so `fetch` cannot repeat the request after a 421 or when an idle connection was closed.
  const bytes = new TextEncoder().encode(wire.body)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
  return { ...init, body, duplex: 'half' }
}

/** Errors that occur only while connecting. */
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

/** Errors that can occur while connecting and later. The system call tells which. */
const NEVER_CONNECTED_IF_CONNECTING: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
])

function neverConnected(error: unknown): boolean {
  const code = codeOf(error)
  if (NEVER_CONNECTED.has(code) || /^(ERR_CERT|PROXY)_/.test(code)) return true
  const syscall = error instanceof Error ? (error as NodeJS.ErrnoException).syscall : undefined
  return syscall === 'connect' && NEVER_CONNECTED_IF_CONNECTING.has(code)
}
