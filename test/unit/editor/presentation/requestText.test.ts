import assert from 'node:assert/strict'
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
})
