import assert from 'node:assert/strict'
import type * as net from 'node:net'
import { describe, it } from 'mocha'
import { generationIdIn } from '../../../src/api/generationId.ts'
import { assertLinear } from '../../fixtures/assertLinear.ts'
import { createGeneration, errorOf, useNetwork } from './support/apiTestContext.ts'
import { rawServer } from './support/servers.ts'

const ID = '60ac7c34:alibaba/wan2.2'
const BODY = `{"id":"${ID}","status":"queued","video":null}`

describe('generationIdIn', () => {
  const rows: readonly [name: string, body: string, id: string | undefined][] = [
    ['a whole body', BODY, ID],
    ['a body that ends after the ID', BODY.slice(0, 34), ID],
    ['a body that ends inside the ID', BODY.slice(0, 20), undefined],
    ['another field before the ID', `{"video":{"id":"v","x":["id","y"]},"status":"queued","id":"${ID}"`, ID],
    ['an ID only inside another object', '{"video":{"id":"v"},"message":"id"', undefined],
    ['another name', `{"generation_id":"${ID}"`, ID],
    ['an error with an ID', `{"message":"Busy","statusCode":503,"id":"${ID}"}`, ID],
    ['an escaped ID', '{"id":"a\\u003ab\\/c","status"', 'a:b/c'],
    ['an ID with a space', '{"id":"a b"}', undefined],
    ['a number', '{"id":5,"status":"x"}', undefined],
    ['null', '{"id":null,"status":"x"}', undefined],
    ['an array', `["id","${ID}"]`, undefined],
    ['HTML', `<p id="${ID}">`, undefined],
    ['nothing', '', undefined],
  ]
  for (const [name, body, id] of rows) it(name, () => assert.equal(generationIdIn(body), id))

  it('reads brackets and quotes in linear time', () => {
    for (const part of ['{', '"', '\\', '"a",', '{"id":']) {
      assertLinear(1_000_000, (size) => generationIdIn(part.repeat(size)))
    }
  })
})

describe('The generation ID of a failed POST', () => {
  const { start, context } = useNetwork()

  const head = (status: string, length: number, headers = '') =>
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${headers}\r\n`
  const inHeader = `x-inference-id: ${ID}\r\n`
  const rows: readonly [name: string, response: string, code: string][] = [
    ['header, body closed early', head('200 OK', 500, inHeader) + BODY.slice(0, 5), 'connectionLost'],
    ['header, no body', head('200 OK', 500, inHeader), 'connectionLost'],
    ['header, HTML', `${head('200 OK', 6, inHeader)}<html>`, 'unreadable'],
    ['header, empty body', head('201 Created', 0, inHeader), 'unreadable'],
    ['header, 400 of the API', `${head('400 Bad', 36, inHeader)}{"message":"No","statusCode":"400"} `, 'badRequest'],
    ['header, 404 as HTML', `${head('404 No', 6, inHeader)}<html>`, 'unreadable'],
    ['header, 307', head('307 X', 0, `location: /x\r\n${inHeader}`), 'redirected'],
    ['body, closed after the ID', head('200 OK', 500) + BODY.slice(0, 40), 'connectionLost'],
    ['body, wrong types elsewhere', `${head('200 OK', 44)}{"id":"${ID}","status":[7]}`.padEnd(140), 'unreadable'],
    ['body, truncated JSON', head('200 OK', 40) + BODY.slice(0, 40), 'unreadable'],
    ['body, 409', `${head('409 X', BODY.length)}${BODY}`, 'refused'],
    ['body, 500', `${head('500 X', BODY.length)}${BODY}`, 'serviceError'],
    ['body, 503 closed early', head('503 X', 500) + BODY.slice(0, 40), 'serviceError'],
  ]
  for (const [name, response, code] of rows) {
    it(`${name}: ${code} with the ID`, async () => {
      const server = await start(rawServer((socket: net.Socket) => void socket.end(response)))
      const error = await errorOf(createGeneration(context().createClient(server.origin)))
      assert.deepEqual([error.code, error.inferenceId], [code, ID])
    })
  }

  it('is read from a response that never ends', async () => {
    const server = await start(rawServer((socket) => void socket.write(head('200 OK', 500) + BODY)))
    const error = await errorOf(createGeneration(context().createClient(server.origin), AbortSignal.timeout(300)))
    assert.deepEqual([error.code, error.inferenceId], ['aborted', ID])
  })
})
