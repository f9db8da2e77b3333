import { isLoopback } from '../core/text/loopback.ts'

export interface ApiAddress {
  /** Without a trailing slash. May have a path: a gateway often lives under one. */
  readonly baseUrl: string
  /** What a key is bound to. */
  readonly origin: string
}

export type AddressProblem = 'notAnAddress' | 'notHttps' | 'credentials' | 'query' | 'version'

export type AddressCheck =
  | { readonly ok: true; readonly address: ApiAddress }
  | { readonly ok: false; readonly problem: AddressProblem }

/** Reads an address of the API: `https:`, or `http:` to this machine; no name and password, query or version in it. */
export function parseApiAddress(text: string): AddressCheck {
  if (!URL.canParse(text.trim())) return { ok: false, problem: 'notAnAddress' }
  const url = new URL(text.trim())
  const problem = problemOf(url)
  if (problem) return { ok: false, problem }
  const baseUrl = url.origin + url.pathname.replace(/\/+$/, '')
  return { ok: true, address: { baseUrl, origin: url.origin } }
}

function problemOf(url: URL): AddressProblem | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'notAnAddress'
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'notHttps'
  if (url.username || url.password) return 'credentials'
  if (url.search || url.hash) return 'query'
  return /\/v\d+\/*$/.test(url.pathname) ? 'version' : undefined
}
