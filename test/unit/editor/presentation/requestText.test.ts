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

  it('names the local files of data: URIs, short ones too', () => {
    const values = {
      video_url: `data:video/mp4;name=${encodeURIComponent('dance \u202e 1.mp4')};base64,${'A'.repeat(4000)}`,
      image_list: ['data:image/png;name=pose.png;base64,AAAA', 'data:image/png;base64,AAAA'],
    }
    const text = requestText({ model: POSE_MODEL.id, values }, { l10n, locale: 'en' })
    assert.deepEqual(JSON.parse(text), {
      model: POSE_MODEL.id,
      video_url: `data:video/mp4;base64,${'A'.repeat(38)}… (dance 1.mp4, 3 kB in total, shortened for display)`,
      image_list: ['data:image/png;base64,AAAA (pose.png, 3 bytes)', 'data:image/png;base64,AAAA'],
    })
  })
})
