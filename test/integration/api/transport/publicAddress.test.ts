import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { describe, it } from 'mocha'
import { loopbackLookup, publicLookup } from '../../../../src/api/transport/lookup.ts'
import { isPublicAddress, mayBePublicHost } from '../../../../src/api/transport/publicAddress.ts'

describe('isPublicAddress', () => {
  const publicAddresses = [
    ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
    ...['128.0.0.0', '169.253.255.255', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0'],
    ...['198.18.0.1', '223.255.255.255', '2606:4700::1111', '2a00:1450::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'],
  ]
  const otherAddresses = [
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.1.2.3'],
    ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.168.0.1', '192.168.255.255'],
    ...['224.0.0.1', '239.1.2.3', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
    ...['fc00::1', 'fdff::1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1'],
    ...['64:ff9b::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b::', '64:ff9b::1', '64:ff9b:1::808:808'],
    ...['2002:7f00:1::', '2002:808:808::', '2001::1'],
    ...['', 'localhost', '127.1', '2130706433', '1.2.3.4.5'],
  ]
  for (const address of publicAddresses)
    it(`is true for ${address}`, () => assert.equal(isPublicAddress(address), true))
  for (const address of otherAddresses) {
    it(`is false for ${address || 'an empty text'}`, () => assert.equal(isPublicAddress(address), false))
  }
})

describe('mayBePublicHost', () => {
  const urls: readonly [url: string, expected: boolean][] = [
    ['https://cdn.example/', true],
    ['https://8.8.8.8/', true],
    ['https://[2606:4700::1111]/', true],
    ['https://2130706433/', false],
    ['https://0x7f000001/', false],
    ['https://0177.0.0.1/', false],
    ['https://127.1/', false],
    ['https://10.1/', false],
    ['https://[::ffff:192.168.0.1]/', false],
    ['https://[0:0:0:0:0:0:0:1]/', false],
    ['https://localhost/', false],
    ['https://LOCALHOST./', false],
    ['https://a.b.localhost/', false],
    ['https://①②⑦.0.0.1/', false],
  ]
  for (const [url, expected] of urls) {
    it(`is ${expected} for ${url}`, () => assert.equal(mayBePublicHost(new URL(url).hostname), expected))
  }
})

type Answer = readonly string[] | Error

describe('a lookup', () => {
  function fake(answer: Answer): LookupFunction {
    return (_hostname, options, callback) => {
      assert.equal(options.all, true)
      if (answer instanceof Error) callback(answer, [])
      else callback(null, answer.map(toLookupAddress))
    }
  }

  function resolve(lookup: LookupFunction, all: boolean): Promise<unknown> {
    return new Promise((settle) => {
      lookup('a.test', { all }, (error, address) => settle(error ? (error.code ?? error.message) : address))
    })
  }

  const rows: readonly [what: string, lookup: LookupFunction, all: unknown, one: unknown][] = [
    ['only public addresses', publicLookup(fake(['8.8.8.8'])), ['8.8.8.8'], '8.8.8.8'],
    [
      'public addresses among others',
      publicLookup(fake(['127.0.0.1', '8.8.8.8', '::1', '2606:4700::1111', '192.168.0.1'])),
      ['8.8.8.8', '2606:4700::1111'],
      '8.8.8.8',
    ],
    ['no public address', publicLookup(fake(['127.0.0.1', 'fe80::1'])), 'NOT_PUBLIC', 'NOT_PUBLIC'],
    ['no address', publicLookup(fake([])), 'NOT_PUBLIC', 'NOT_PUBLIC'],
    ['an error', publicLookup(fake(new Error('ENOTFOUND'))), 'ENOTFOUND', 'ENOTFOUND'],
    ['this computer', loopbackLookup(fake(['::1', '127.0.0.2'])), ['::1', '127.0.0.2'], '::1'],
    ['another computer', loopbackLookup(fake(['8.8.8.8', '127.0.0.2'])), ['127.0.0.2'], '127.0.0.2'],
    ['only another computer', loopbackLookup(fake(['8.8.8.8'])), ['127.0.0.1', '::1'], '127.0.0.1'],
    ['an unknown name', loopbackLookup(fake(new Error('ENOTFOUND'))), ['127.0.0.1', '::1'], '127.0.0.1'],
  ]
  for (const [what, lookup, all, one] of rows) {
    it(`of ${what}`, async () => {
      const expected = Array.isArray(all) ? all.map(toLookupAddress) : all
      assert.deepEqual([await resolve(lookup, true), await resolve(lookup, false)], [expected, one])
    })
  }
})

function toLookupAddress(address: string): LookupAddress {
  return { address, family: address.includes(':') ? 6 : 4 }
}
