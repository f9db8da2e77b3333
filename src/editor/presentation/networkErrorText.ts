import type { L10n } from './l10n.ts'

/** Why no connection to `host` was made. `code` is Node's, undici's or Electron's. */
export function unreachableText(host: string, code: string, l10n: L10n): string {
  const rule = REASONS.find(([pattern]) => pattern.test(code))
  return rule
    ? rule[1](host, code, l10n)
    : l10n.t('Could not connect to {0} ({1}). Check the network and the proxy settings.', host, code)
}

/** Why no complete response came from `host`, although the request may have been sent. */
export function networkErrorText(host: string, code: string, l10n: L10n): string {
  if (code === 'DEADLINE') return l10n.t('{0} took too long to respond.', host)
  if (code.includes('TIMEOUT')) return l10n.t('{0} did not respond in time.', host)
  if (/^(BAD_STATUS|HTTPParserError|HPE_.*)$/.test(code)) {
    return l10n.t('{0} sent a response that is not valid HTTP ({1}).', host, code)
  }
  return l10n.t('The connection to {0} was lost before the complete response arrived ({1}).', host, code)
}

type Reason = (host: string, code: string, l10n: L10n) => string

const REASONS: readonly (readonly [RegExp, Reason])[] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|ERR_NAME_NOT_RESOLVED)$/,
    (host, _, l10n) =>
      l10n.t('Could not find {0}. Check your network connection and the setting "wanVace.apiBaseUrl".', host),
  ],
  [
    /^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/,
    (host, _, l10n) =>
      l10n.t('{0} refused the connection. No server is listening there, or a firewall or proxy blocks it.', host),
  ],
  [
    /^PROXY_407$/,
    (_host, _, l10n) =>
      l10n.t('The proxy requires authentication (407). Add the user name and password to the setting "http.proxy".'),
  ],
  [
    /^PROXY_/,
    (host, code, l10n) =>
      l10n.t(
        'The proxy did not allow the connection to {0} ({1}). Check the proxy settings.',
        host,
        code.replace('PROXY_', '').toLowerCase(),
      ),
  ],
  [
    /^BAD_PROXY$/,
    (_host, _, l10n) => l10n.t('The proxy in the setting "http.proxy" or in the environment is not a valid address.'),
  ],
  [
    /SSL|EPROTO|TLS_(?!CERT)|HPE_/,
    (host, code, l10n) =>
      l10n.t(
        'Could not establish a secure connection to {0} ({1}). Check the address and the proxy settings.',
        host,
        code,
      ),
  ],
  [
    /CERT|SIGNATURE|ISSUER/,
    (host, code, l10n) =>
      l10n.t(
        'This computer does not trust the certificate of {0} ({1}). Behind a company proxy, install its certificate in the operating system.',
        host,
        code,
      ),
  ],
  [
    /TIMEOUT|TIMEDOUT|DEADLINE/,
    (host, _, l10n) => l10n.t('Connecting to {0} timed out. Check the network and the proxy settings.', host),
  ],
]
