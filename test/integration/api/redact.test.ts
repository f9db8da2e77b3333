import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { createApiClient } from '../../../src/api/createApiClient.ts'
import { createRedact } from '../../../src/api/redact.ts'
import { assertLinear } from '../../fixtures/assertLinear.ts'
import { createGeneration, errorOf, memoryLog } from './support/apiTestContext.ts'

const KEY = 'sk-Sekret/01+23=45&6'

const escapeAll = (form: (code: number) => string) => [...KEY].map((c) => form(c.charCodeAt(0))).join('')
const hex = (code: number) => code.toString(16).padStart(2, '0')

/** Forms in which a server may quote the key. */
const FORMS: Readonly<Record<string, string>> = {
  plain: KEY,
  'in lower case, as in a host': KEY.toLowerCase(),
  'percent-encoded': encodeURIComponent(KEY),
  'percent-encoded twice': encodeURIComponent(encodeURIComponent(KEY)),
  'percent-encoded in lower case': encodeURIComponent(KEY).toLowerCase(),
  'percent-encoded everywhere': escapeAll((code) => `%${hex(code)}`),
  'escaped slash': KEY.replaceAll('/', '\\/'),
  'escaped as in JSON': escapeAll((code) => `\\u00${hex(code)}`),
  'escaped as in JSON inside JSON': escapeAll((code) => `\\\\u00${hex(code)}`),
  'escaped as in HTML': KEY.replaceAll('&', '&#38;').replaceAll('/', '&#x2F;'),
  'invisible characters': [...KEY].join('\u200b\u2060'),
  'escaped invisible characters': [...KEY].join('\\u200b'),
}

describe('createRedact', () => {
  for (const [name, form] of Object.entries(FORMS)) {
    it(`removes the key: ${name}`, () => {
      const redact = createRedact(KEY)
      assert.equal(redact(`a ${form} b "${form}"${form}`), 'a *** b "***"***')
    })
  }

  it('keeps JSON valid, and everything else', () => {
    const redact = createRedact(KEY)
    const value = { [KEY]: `\\${KEY}\\`, nested: JSON.stringify([KEY]), more: ['\\u200b%41&#65;', 'ok 🐸 s\n'] }
    assert.deepEqual(JSON.parse(redact(JSON.stringify(value))), {
      '***': '***\\',
      nested: '["***"]',
      more: ['\\u200b%41&#65;', 'ok 🐸 s\n'],
    })
  })

  it('does not change text because of a key that is too short to be one', () => {
    assert.equal(createRedact('')('abc'), 'abc')
    assert.equal(createRedact('a')('abc'), 'abc')
  })

  it('takes linear time for hostile text', () => {
    const redacts = [createRedact(KEY), createRedact('s'.repeat(40)), createRedact('\\'.repeat(40))]
    for (const part of ['\\', 's', 'sk-', '%25', '\\u200b', 's\\u200b', '&#0000', '\\u0073', '\u200b', 's\u200b']) {
      for (const redact of redacts) assertLinear(100_000, (size) => redact(part.repeat(size)))
    }
  })
})

describe('A service that quotes the key', () => {
  const ID = 'g1'

  /** Every string of the result, and the log. */
  async function outcome(status: number, body: string, headers: Record<string, string> = {}) {
    const transport = async () => new Response(body, { status, headers })
    const log = memoryLog()
    const client = createApiClient({ baseUrl: 'https://api.example', key: KEY, transport, log, now: Date.now })
    const calls = await Promise.all([
      client.getGeneration(ID).catch((error: unknown) => error),
      createGeneration(client).catch((error: unknown) => error),
      client.listLogs({ days: 1, models: [], limit: 1, offset: 0 }).catch((error: unknown) => error),
      client.getBalance().catch((error: unknown) => error),
    ])
    const errors = calls.map((call) => (call instanceof Error ? `${call.message} ${call.stack}` : ''))
    return `${JSON.stringify(calls)} ${errors.join()} ${log.lines.join()}`
  }

  for (const [name, form] of Object.entries(FORMS)) {
    it(`gets it into no value, error or log line: ${name}`, async () => {
      const quoted = form.includes('\\') ? form : JSON.stringify(form).slice(1, -1)
      const generation = `{"id":"g-${quoted}","status":"s-${quoted}","video":{"url":"https://cdn.example/?k=${quoted}"},
        "error":{"name":"${quoted}","message":"${quoted}"},"meta":{"usage":{"credits_used":"${quoted}"}}}`
      const logs = `{"data":[{"created":"2026-08-21","status":"${quoted}","origin":"${quoted}","model":"${quoted}",
        "request_id":"${quoted}","inference_id":"i-${quoted}","client_request_id":"${quoted}"}]}`
      const error = `{"message":"${quoted}","requestId":"${quoted}","statusCode":400,"path":"/${quoted}"}`
      const ascii = { 'x-request-id': encodeURI(form), 'x-inference-id': encodeURI(form), location: encodeURI(form) }
      const headers = /^[\x20-\x7e]+$/.test(form)
        ? { 'x-request-id': form, 'x-inference-id': form, location: `https://${form}/` }
        : ascii
      const texts = await Promise.all([
        outcome(200, generation, headers),
        outcome(200, logs, headers),
        outcome(200, `{"id":"${quoted}`, headers),
        outcome(400, error, headers),
        outcome(500, `oops ${form}`, headers),
        outcome(302, '', headers),
      ])
      const redact = createRedact(KEY)
      for (const text of texts) {
        assert.equal(text.includes(KEY), false)
        assert.equal(redact(text), text)
      }
      assert.match(texts[0] ?? '', /g-\*\*\*.*s-\*\*\*.*k=\*\*\*/)
    })
  }

  it('cannot send the user to a billing page with it', async () => {
    const transport = async () => new Response(`No credits: https://a.example/?k=${KEY}`, { status: 402 })
    const client = createApiClient({
      baseUrl: 'https://a.example',
      key: KEY,
      transport,
      log: memoryLog(),
      now: Date.now,
    })
    assert.deepEqual((await errorOf(client.getBalance())).detail.args, {})
  })
})
