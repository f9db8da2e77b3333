import { isLoopback, isLoopbackOrigin } from './loopback.ts'

/**
 * Parses the URL of a result. Returns undefined if it must not be fetched. Allows `https:` to other computers. Only if the
 * service is on this computer (the sandbox), allows URLs on this computer, also with `http:`: a remote service cannot send
 * requests to local ports.
 *
 * `serviceOrigin` is the origin that this window is connected to, if the job was sent there, and never one from the job
 * alone: an import can name any. Undefined allows what a remote service may name.
 */
export function fetchableUrl(url: string, serviceOrigin: string | undefined, base?: string): URL | undefined {
  const parsed = URL.parse(url, base)
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return undefined
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined
  if (!isLoopback(parsed.hostname)) return parsed.protocol === 'https:' ? parsed : undefined
  return serviceOrigin !== undefined && isLoopbackOrigin(serviceOrigin) ? parsed : undefined
}
