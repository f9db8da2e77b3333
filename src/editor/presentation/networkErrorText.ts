import type { ErrorText } from './errorTextTypes.ts'
import type { L10n } from './l10n.ts'

/** Why no connection to `host` was made. `code` is one of Node, undici or Electron, or `PROXY_` with a status. */
export function unreachableText(host: string, code: string, l10n: L10n): ErrorText {
  const makeText = TEXTS.find(([pattern]) => pattern.test(code))?.[1]
  if (makeText !== undefined) return makeText(host, code, l10n)
  return { what: l10n.t('Could not connect to {0} ({1}).', host, code), next: checkNetwork(l10n) }
}

/** Why no complete response came from `host`, although the request may have been sent. */
export function connectionLostText(host: string, code: string, l10n: L10n): ErrorText {
  if (/TIMEOUT|DEADLINE/.test(code)) return { what: l10n.t('{0} did not respond in time.', host) }
  if (/^(BAD_STATUS|HTTPParserError|HPE_.*)$/.test(code)) {
    return { what: l10n.t('{0} sent a response that is not valid HTTP ({1}).', host, code) }
  }
  return { what: l10n.t('The connection to {0} was lost before the response was complete ({1}).', host, code) }
}

type MakeText = (host: string, code: string, l10n: L10n) => ErrorText

const TEXTS: readonly (readonly [RegExp, MakeText])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED)$/,
    (host, _code, l10n) => ({
      what: l10n.t('Could not find the server {0}.', host),
      next: l10n.t('Check your network connection and the setting "wanVace.apiBaseUrl".'),
    }),
  ],
  [
    /^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/,
    (host, _code, l10n) => ({
      what: l10n.t('{0} refused the connection.', host),
      next: l10n.t('Make sure that the server is running, and that no firewall or proxy blocks the connection.'),
    }),
  ],
  [
    /^PROXY_407$/,
    (_host, _code, l10n) => ({
      what: l10n.t('The proxy requires authentication.'),
      next: l10n.t('Add the user name and password to the setting "http.proxy".'),
    }),
  ],
  [
    /^PROXY_\d+$/,
    (host, code, l10n) => ({
      what: l10n.t('The proxy did not allow the connection to {0} ({1}).', host, code.replace('PROXY_', '')),
      next: l10n.t('Check the proxy settings.'),
    }),
  ],
  [
    /^PROXY_CLOSED$/,
    (host, _code, l10n) => ({
      what: l10n.t('The proxy closed the connection to {0}.', host),
      next: l10n.t('Check the proxy settings.'),
    }),
  ],
  [
    /^BAD_PROXY$/,
    (_host, _code, l10n) => ({
      what: l10n.t('The proxy URL is not valid or its scheme is not supported.'),
      next: l10n.t('Check the setting "http.proxy" and the environment variables "HTTP_PROXY" and "HTTPS_PROXY".'),
    }),
  ],
  [
    /SSL|EPROTO|TLS_(?!CERT)|HPE_/,
    (host, code, l10n) => ({
      what: l10n.t('Could not establish a secure connection to {0} ({1}).', host, code),
      next: l10n.t('Check the setting "wanVace.apiBaseUrl" and the proxy settings.'),
    }),
  ],
  [
    /CERT|SIGNATURE|ISSUER/,
    (host, code, l10n) => ({
      what: l10n.t('This computer does not trust the certificate of {0} ({1}).', host, code),
      next: l10n.t('Behind a company proxy, install the certificate of the proxy in the operating system.'),
    }),
  ],
  [
    /TIMEOUT|TIMEDOUT|DEADLINE/,
    (host, _code, l10n) => ({ what: l10n.t('Connecting to {0} timed out.', host), next: checkNetwork(l10n) }),
  ],
]

function checkNetwork(l10n: L10n): string {
  return l10n.t('Check your network connection and the proxy settings.')
}
