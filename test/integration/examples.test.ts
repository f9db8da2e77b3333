import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expandRequests } from '../../src/core/model/batch.ts'
import { parseRequestFile } from '../../src/core/model/parseRequestFile.ts'
import { validateRequest } from '../../src/core/model/request.ts'
import { toRequestBody } from '../../src/core/model/requestBody.ts'
import { call, withSandbox } from './sandbox/support.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'examples')
const COUNTS = { 'list.wanvace.json': 2, 'matrix.wanvace.json': 6, 'one.wanvace.json': 1 }

describe('the examples', () => {
  it('are one file of each kind', () => assert.deepStrictEqual(readdirSync(FOLDER).sort(), Object.keys(COUNTS)))

  for (const [name, count] of Object.entries(COUNTS)) {
    it(`${name} makes ${count} requests that the sandbox accepts`, async () => {
      const file = parseRequestFile(readFileSync(join(FOLDER, name), 'utf8'))
      assert.deepStrictEqual(file.problems, [])
      await withSandbox({}, async (sandbox) => {
        const statuses: number[] = []
        for (const { model, values } of expandRequests(file)) {
          const validation = validateRequest(model, values)
          assert.ok(validation.ok)
          statuses.push(
            (await call(sandbox, '/v2/video/generations', { body: toRequestBody(validation.request) })).status,
          )
        }
        assert.deepStrictEqual(statuses, new Array(count).fill(201))
      })
    })
  }
})
