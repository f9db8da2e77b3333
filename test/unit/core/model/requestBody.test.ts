import assert from 'node:assert/strict'
import fc from 'fast-check'
import { mediaUrlIssue, parseDataUri, removeFileName, toDataUri } from '../../../../src/core/model/mediaUrl.ts'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { toRequestBody } from '../../../../src/core/model/requestBody.ts'

const HOSTILE_NAMES = [
  'dance.mp4',
  'ein Tänzer (1).mp4',
  'a,b;base64,c.mp4',
  '"quoted".mp4',
  "it's 100%.mp4",
  '<script>alert(1)</script>.mp4',
  'line\nbreak.mp4',
  '\u202egnp.mp4',
  '👯‍♀️.mp4',
]

describe('the data: URI of a local file', () => {
  for (const name of HOSTILE_NAMES) {
    it(`keeps the name ${JSON.stringify(name)}, and is sent without it`, () => {
      const uri = toDataUri('video/mp4', name, 'AAAA')
      assert.deepEqual(
        [parseDataUri(uri), mediaUrlIssue('video', uri), removeFileName(uri), /\s/.test(uri)],
        [{ mediaType: 'video/mp4', sizeBytes: 3, fileName: name }, undefined, 'data:video/mp4;base64,AAAA', false],
      )
    })
  }

  it('is valid with any name', () => {
    const names = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }))
    fc.assert(
      fc.property(names, (name) => {
        const uri = toDataUri('image/png', name, 'AAAA')
        assert.deepEqual([mediaUrlIssue('image', uri), removeFileName(uri)], [undefined, 'data:image/png;base64,AAAA'])
      }),
    )
  })

  it('keeps the start and the extension of a long name', () => {
    const uri = toDataUri('video/mp4', `${'😀'.repeat(200)}dance.mp4`, 'AAAA')
    assert.match(parseDataUri(uri)?.fileName ?? '', /^(?:😀){34}\ufffd….dance\.mp4$/u)
  })

  it('has no name if the name cannot be decoded', () => {
    assert.deepEqual(parseDataUri('data:video/mp4;name=%ff;base64,AAAA'), { mediaType: 'video/mp4', sizeBytes: 3 })
  })
})

describe('toRequestBody', () => {
  it('removes the names of local files, and changes nothing else', () => {
    const text = 'data:image/png;name=a.png;base64,AAAA'
    const values = {
      prompt: text,
      video_url: 'data:video/mp4;codecs="vp9.0";NAME=a.mp4;base64,AAAA',
      image_list: [text, 'https://example.com/a.png?x;name=b;base64,', 1],
      seed: 0,
      unknown: text,
    }
    assert.deepEqual(toRequestBody({ model: POSE_MODEL.id, values }), {
      model: POSE_MODEL.id,
      prompt: text,
      video_url: 'data:video/mp4;codecs="vp9.0";base64,AAAA',
      image_list: ['data:image/png;base64,AAAA', 'https://example.com/a.png?x;name=b;base64,', 1],
      seed: 0,
      unknown: text,
    })
  })
})
