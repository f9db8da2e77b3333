import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { matrixOf } from '../../../../src/editor/compare/matrix.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

const language = { l10n, locale: 'en' }
const request = (values: Record<string, unknown>) => ({ model: POSE_MODEL.id, values })

describe('matrixOf', () => {
  it('sorts numbers, and labels columns and rows by their values', () => {
    const requests = [
      request({ seed: 10, guidance_scale: 6 }),
      request({ seed: 9, guidance_scale: 4 }),
      request({ seed: 10, guidance_scale: 4 }),
    ]
    assert.deepEqual(matrixOf(requests, { column: 'seed', row: 'guidance_scale' }, language), {
      labels: { columns: ['Seed: 9', 'Seed: 10'], rows: ['Guidance scale: 4', 'Guidance scale: 6'] },
      places: [
        { column: 1, row: 1 },
        { column: 0, row: 0 },
        { column: 1, row: 0 },
      ],
    })
  })

  it('keeps the order of texts and of values that are not set', () => {
    const requests = [request({ resolution: '720p' }), request({}), request({ resolution: '480p' })]
    const matrix = matrixOf(requests, { column: 'resolution' }, language)
    assert.deepEqual(matrix?.labels, {
      columns: ['Resolution: 720p', 'Resolution: 480p or auto (default)', 'Resolution: 480p'],
      rows: [],
    })
  })

  it('compares lists by their contents', () => {
    const list = ['https://a.example/1.png']
    const requests = [request({ image_list: [...list], seed: 1 }), request({ image_list: [...list], seed: 2 })]
    assert.equal(matrixOf(requests, { column: 'seed', row: 'image_list' }, language)?.labels.rows.length, 1)
  })

  it('is not made if two requests have the same place, or if a request is not known', () => {
    assert.deepEqual(
      [
        matrixOf([request({ seed: 1 }), request({ seed: 1 })], { column: 'seed' }, language),
        matrixOf([request({ seed: 1 }), undefined], { column: 'seed' }, language),
      ],
      [undefined, undefined],
    )
  })
})
