import type { NetworkSettings } from '../../api/transport/networkSettings.ts'
import { userSetting } from './userSetting.ts'

/** The editor's own network settings, as the person has them. */
export function readNetworkSettings(): NetworkSettings {
  const excepted = userSetting<readonly unknown[]>('http', 'noProxy', [])
  return {
    proxy: userSetting('http', 'proxy', ''),
    noProxy: excepted.filter((host) => typeof host === 'string'),
    strictSsl: userSetting('http', 'proxyStrictSSL', true),
    useProxy: userSetting<string>('http', 'proxySupport', 'override') !== 'off',
    systemCertificates: userSetting('http', 'systemCertificates', true),
    proxyAuthorization: userSetting('http', 'proxyAuthorization', ''),
  }
}
