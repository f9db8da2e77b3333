import assert from 'node:assert/strict'
import { POSE_MODEL } from '../../../../src/core/model/poseModel.ts'
import { requestText } from '../../../../src/editor/presentation/requestText.ts'
import { l10n } from '../../../fixtures/renderContext.ts'

describe('requestText', () => {
  it('shows what was sent, with data: URIs shortened', () => {
    const clip = `data:video/mp4;base64,${'A'.repeat(4_000_000)}`
    const text = requestText(
      {
        model: 'm',
        values: {
          prompt: 'data: not a URI\n"x"',
          video_url: clip,
          image_list: [clip, 'https://a.example/b.png'],
          seed: 0,
        },
      },
      { l10n, locale: 'en' },
    )
    const short = `${clip.slice(0, 60)}… (3 MB in total, shortened for display)`
    assert.deepEqual(JSON.parse(text), {
      model: 'm',
      prompt: 'data: not a URI\n"x"',
      video_url: short,
      image_list: [short, 'https://a.example/b.png'],
      seed: 0,
    })
  })

  it('does not show the name of a local file, which is not sent', () => {
    const values = { video_url: 'data:video/mp4;name=dance.mp4;base64,AAAA' }
    const text = requestText({ model: POSE_MODEL.id, values }, { l10n, locale: 'en' })
    assert.deepEqual(JSON.parse(text), { model: POSE_MODEL.id, video_url: 'data:video/mp4;base64,AAAA' })
  })
})
