import { type Call, moneySentence, sentences } from './call.ts'
import { ApiError } from './errors.ts'
import type { TransportError } from './transport/transport.ts'

/** Who ended a call that was aborted. */
export type AbortedBy = 'caller' | 'deadline' | undefined

/** The failure of a call that got no whole answer. */
export function connectionError(error: Pick<TransportError, 'code' | 'sent'>, by: AbortedBy, call: Call): ApiError {
  const { sent } = error
  const money = moneySentence(call, sent ? 'unknown' : 'nothingBought')
  if (by === 'caller') {
    return new ApiError(sentences('The call was cancelled.', money), { kind: 'aborted', sent })
  }
  const code = by === 'deadline' ? 'DEADLINE' : error.code
  if (sent) {
    const text = sentences(whatHappened(code, call.url.host), money)
    return new ApiError(text, { kind: 'noAnswer', sent: true })
  }
  const text = sentences(whyUnreachable(code, call.url.host), money || 'Nothing was sent.')
  return new ApiError(text, { kind: 'unreachable', sent: false })
}

function whatHappened(code: string, host: string): string {
  if (code === 'DEADLINE') return `${host} took too long to answer.`
  if (code.includes('TIMEOUT')) return `${host} did not answer in time.`
  if (/^(BAD_STATUS|HTTPParserError|HPE_.*)$/.test(code))
    return `${host} did not answer in the way of a web server (${code}).`
  return `The connection to ${host} was lost before the whole answer was here (${code}).`
}

function whyUnreachable(code: string, host: string): string {
  const rule = REASONS.find(([pattern]) => pattern.test(code))
  return rule
    ? rule[1](host, code)
    : `No connection to ${host} could be made (${code}). Check the network and the proxy settings.`
}

const REASONS: readonly (readonly [RegExp, (host: string, code: string) => string])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED)$/,
    (host) =>
      `The address ${host} could not be found. Check that you are online, and the setting "wanVace.apiBaseUrl".`,
  ],
  [
    /^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/,
    (host) => `${host} refused the connection. Nothing listens there, or a firewall or proxy is in the way.`,
  ],
  [/^PROXY_407$/, () => 'The proxy wants a name and a password (407). Put them into the setting "http.proxy".'],
  [
    /^PROXY_/,
    (host, code) =>
      `The proxy did not let the connection to ${host} through (${code.replace('PROXY_', '').toLowerCase()}). Check the proxy settings.`,
  ],
  [/^BAD_PROXY$/, () => 'The proxy in the setting "http.proxy" or the environment is not an address that can be used.'],
  [
    /SSL|EPROTO|TLS_(?!CERT)|HPE_/,
    (host, code) =>
      `${host} does not speak HTTPS the way it should (${code}). Check the address and the proxy settings.`,
  ],
  [
    /CERT|SIGNATURE|ISSUER/,
    (host, code) =>
      `The certificate of ${host} is not trusted on this computer (${code}). Behind a company proxy, its certificate has to be installed in the system.`,
  ],
  [
    /TIMEOUT|TIMEDOUT|DEADLINE/,
    (host) => `${host} could not be reached in time. Check the network and the proxy settings.`,
  ],
]
