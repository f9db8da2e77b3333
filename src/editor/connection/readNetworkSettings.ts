import type { NetworkSettings } from '../../api/transport/networkSettings.ts'
import { userSetting } from './userSetting.ts'

/** Reads the editor's own network settings. */
export function readNetworkSettings(): NetworkSettings {
  const noProxy = userSetting<readonly unknown[]>('http', 'noProxy', [])
  return {
    proxy: userSetting('http', 'proxy', ''),
    noProxy: noProxy.filter((host) => typeof host === 'string'),
    strictSsl: userSetting('http', 'proxyStrictSSL', true),
    useProxy: userSetting<string>('http', 'proxySupport', 'override') !== 'off',
    systemCertificates: userSetting('http', 'systemCertificates', true),
    proxyAuthorization: userSetting('http', 'proxyAuthorization', ''),
  }
}
