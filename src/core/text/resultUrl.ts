import { isLoopback } from './loopback.ts'

/**
 * Parses the URL of a result. Returns undefined if it must not be fetched. Allows `https:`, and `http:` to a loopback
 * address if the API is on one too (the sandbox), so that a remote service cannot send requests to local ports.
 */
export function fetchableUrl(url: string, apiOrigin: string, base?: string): URL | undefined {
  const parsed = URL.parse(url, base)
  const api = URL.parse(apiOrigin)
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return undefined
  if (parsed.protocol === 'https:') return parsed
  const isLocal = isLoopback(parsed.hostname) && api !== null && isLoopback(api.hostname)
  return parsed.protocol === 'http:' && isLocal ? parsed : undefined
}
