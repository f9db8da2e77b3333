import assert from 'node:assert/strict'
import { refersToSchema } from '../../../../src/core/model/schemaReference.ts'
import { assertLinear } from '../../../fixtures/assertLinear.ts'

const URL = '"http://127.0.0.1/s.json"'

describe('refersToSchema', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['{"prompt": "A dancer"}', false],
    ['{"prompt": "Costs $schema \\u0041"} // "$schema"', false],
    [`{"$schema": ${URL}}`, true],
    [`{"prompt": "A", /* x */ "$schema"\n:${URL}}`, true],
    [`{"\\u0024schema": ${URL}}`, true],
    [`{"\\u0024\\u0073chema": ${URL}}`, true],
    [`{$schema: ${URL}}`, true],
    [`{"$schema": ${URL}, "$schema": 1}`, true],
    [`]}{"a" "b", "$schema" ${URL}`, true],
    [`[{"$schema": ${URL}}]`, true],
    ['', false],
  ]
  for (const [text, expected] of cases) {
    it(`${text || 'nothing'}: ${expected}`, () => assert.equal(refersToSchema(text), expected))
  }

  it('takes linear time', () => {
    assertLinear(200_000, (size) => assert.equal(refersToSchema(`{"\\u0041": [${'"x",\n'.repeat(size)}`), false))
  })
})
