import { isLoopback } from './loopback.ts'

/**
 * The address of a result, when it may be fetched: `https:`, or `http:` to this machine when the API itself is on this
 * machine (the sandbox) - so that a service elsewhere cannot make the editor ask around here. Undefined otherwise.
 */
export function fetchableUrl(url: string, apiOrigin: string, base?: string): URL | undefined {
  const parsed = URL.parse(url, base)
  const api = URL.parse(apiOrigin)
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return undefined
  if (parsed.protocol === 'https:') return parsed
  const local = isLoopback(parsed.hostname) && api !== null && isLoopback(api.hostname)
  return parsed.protocol === 'http:' && local ? parsed : undefined
}
