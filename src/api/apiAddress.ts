import { isLoopback } from '../core/text/loopback.ts'

export interface ApiAddress {
  /** Without a trailing slash. May have a path, as gateways do. */
  readonly baseUrl: string
  /** A key is bound to this. */
  readonly origin: string
}

export type AddressProblem = 'notUrl' | 'notHttps' | 'credentials' | 'query' | 'version'

export type AddressCheck =
  | { readonly ok: true; readonly address: ApiAddress }
  | { readonly ok: false; readonly problem: AddressProblem }

/** Parses the base URL of the API: `https:`, or `http:` to this computer, without credentials, query, or version. */
export function parseApiAddress(text: string): AddressCheck {
  if (!URL.canParse(text.trim())) return { ok: false, problem: 'notUrl' }
  const url = new URL(text.trim())
  const problem = problemOf(url)
  if (problem) return { ok: false, problem }
  const baseUrl = url.origin + url.pathname.replace(/\/+$/, '')
  return { ok: true, address: { baseUrl, origin: url.origin } }
}

function problemOf(url: URL): AddressProblem | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'notUrl'
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'notHttps'
  if (url.username || url.password) return 'credentials'
  if (url.search || url.hash) return 'query'
  return /\/v\d+\/*$/.test(url.pathname) ? 'version' : undefined
}
