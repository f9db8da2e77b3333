import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { proxiesFor } from '../../../../src/api/transport/networkSettings.ts'
import { DIRECT } from '../support/apiTestContext.ts'

describe('proxiesFor', () => {
  const rows: [string, Parameters<typeof proxiesFor>, [string, string, string]][] = [
    ['no proxy', [DIRECT, {}], ['', '', '']],
    [
      'proxy of the environment',
      [DIRECT, { HTTPS_PROXY: 'p:3128', no_proxy: 'a.b, c' }],
      ['', 'http://p:3128', 'a.b,c'],
    ],
    ['only HTTP_PROXY', [DIRECT, { http_proxy: 'http://p' }], ['http://p', 'http://p', '']],
    [
      'setting before environment',
      [{ ...DIRECT, proxy: 'https://s:1' }, { https_proxy: 'p' }],
      ['https://s:1', 'https://s:1', ''],
    ],
    [
      'exceptions of the setting',
      [{ ...DIRECT, proxy: 's', noProxy: ['x'] }, { NO_PROXY: 'y' }],
      ['http://s', 'http://s', 'x'],
    ],
    ['exception for every host', [{ ...DIRECT, proxy: 's' }, { NO_PROXY: 'y,*' }], ['http://s', 'http://s', '*']],
    ['proxy support off', [{ ...DIRECT, proxy: 's', useProxy: false }, { HTTPS_PROXY: 'p' }], ['', '', '*']],
  ]
  for (const [name, given, [httpProxy, httpsProxy, noProxy]] of rows) {
    it(name, () => assert.deepEqual(proxiesFor(...given), { httpProxy, httpsProxy, noProxy }))
  }
})
