import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, it } from 'mocha'
import * as index from 'undici'
import * as ours from '../../../../src/api/transport/undici.ts'

const SRC = new URL('../../../../src/', import.meta.url).pathname
const require = createRequire(import.meta.url)

describe('undici without its index', () => {
  it('exports the same classes and methods as the index', () => {
    const { Dispatcher, EnvHttpProxyAgent, Pool } = index
    const request: unknown = require('undici/lib/api/api-request.js')
    const connect: unknown = require('undici/lib/api/api-connect.js')
    assert.deepEqual({ ...ours }, { Dispatcher, EnvHttpProxyAgent, Pool })
    assert.deepEqual([Dispatcher.prototype.request, Dispatcher.prototype.connect], [request, connect])
  })

  it('is imported in one file', () => {
    const importers = globSync('**/*.ts', { cwd: SRC }).filter((file) =>
      /^(import|export) (?!type\b).*['"]undici\b|\b(import|require)\(['"]undici\b/m.test(
        readFileSync(SRC + file, 'utf8'),
      ),
    )
    assert.deepEqual(importers, ['api/transport/undici.ts'])
  })
})
