import type { NetworkSettings } from '../../api/transport/networkSettings.ts'
import { personalSetting } from './userSetting.ts'

/** The editor's own network settings, as the person has them. */
export function readNetworkSettings(): NetworkSettings {
  const excepted = personalSetting<readonly unknown[]>('http', 'noProxy', [])
  return {
    proxy: personalSetting('http', 'proxy', ''),
    noProxy: excepted.filter((host) => typeof host === 'string'),
    strictSsl: personalSetting('http', 'proxyStrictSSL', true),
    useProxy: personalSetting<string>('http', 'proxySupport', 'override') !== 'off',
    systemCertificates: personalSetting('http', 'systemCertificates', true),
    proxyAuthorization: personalSetting('http', 'proxyAuthorization', ''),
  }
}
