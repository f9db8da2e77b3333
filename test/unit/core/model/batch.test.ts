import assert from 'node:assert/strict'
import fc from 'fast-check'
import { coordinatesOf } from '../../../../src/core/job/batch.ts'
import { axesOf, expandRequests, MAX_BATCH_REQUESTS, requestCount } from '../../../../src/core/model/batch.ts'
import { parseRequestFile } from '../../../../src/core/model/parseRequestFile.ts'
import type { RequestFile } from '../../../../src/core/model/requestFile.ts'

const COMMON = {
  model: 'alibaba/wan2.2-vace-fun-a14b-pose',
  prompt: 'A dancer',
  video_url: 'https://example.com/a.mp4',
}

function parse(file: unknown): RequestFile {
  return parseRequestFile(JSON.stringify(file))
}

const valuesOf = (file: RequestFile) =>
  expandRequests(file).map(({ model, values }) => ({ model: model.id, ...values }))

describe('the requests of a request file', () => {
  it('are those of a list, in its order', () => {
    const list = [2, 1].map((seed) => ({ ...COMMON, seed }))
    assert.deepEqual(valuesOf(parse(list)), list)
  })

  it('are every combination of a matrix, the last axis first', () => {
    const file = parse({ ...COMMON, seed: 9, matrix: { seed: [1, 2, 3], guidance_scale: [4, 6] } })
    const expected = [1, 2, 3].flatMap((seed) => [4, 6].map((guidance_scale) => ({ ...COMMON, seed, guidance_scale })))
    assert.deepEqual([file.problems, valuesOf(file)], [[], expected])
  })

  it('have the values of their place on the axes', () => {
    const axis = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(axis, axis, axis, (seed, shift, guidance_scale) => {
        const file = parse({ ...COMMON, matrix: { seed, shift, guidance_scale } })
        const requests = expandRequests(file)
        for (const [position, { values }] of requests.entries()) {
          const own = [values['seed'], values['shift'], values['guidance_scale']]
          assert.deepEqual(coordinatesOf(axesOf(file), position), own)
        }
        const different = new Set(requests.map(({ values }) => JSON.stringify(values)))
        assert.deepEqual([requests.length, different.size], [requestCount(file), requestCount(file)])
      }),
    )
  })

  it('are counted without making them', () => {
    const values = Array.from({ length: 50 }, (_, n) => n)
    const names = ['seed', 'shift', 'guidance_scale', 'num_inference_steps', 'num_interpolated_frames']
    const file = parse({ ...COMMON, matrix: Object.fromEntries(names.map((name) => [name, values])) })
    assert.equal(requestCount(file), 50 ** names.length)
    assert.throws(() => expandRequests(file), RangeError)
    const list = parse(Array(MAX_BATCH_REQUESTS + 1).fill(COMMON))
    assert.throws(() => expandRequests(list), RangeError)
  })

  it('are none for a text that is not a request file', () => {
    for (const text of ['', 'null', '[]', '{"matrix": []}', '{"matrix": {"seed": []}}', '[1, null]']) {
      const { length } = expandRequests(parseRequestFile(text))
      assert.ok(length <= 1, `${text}: ${length}`)
    }
  })
})
