import assert from 'node:assert/strict'
import { requestText } from '../../../src/editor/commands/requestText.ts'
import { videoFileName } from '../../../src/editor/commands/videoFileName.ts'

describe('the name of a saved video', () => {
  it('comes from the prompt and suits every file system', () => {
    const cases = [
      ['../../etc/passwd', 'etc-passwd.mp4'],
      ['C:\\Windows\\a?b*c|d"e<f>', 'C-Windows-a-b-c-d-e-f.mp4'],
      ['con', 'video-12345678.mp4'],
      ['LPT1', 'video-12345678.mp4'],
      ['...', 'video-12345678.mp4'],
      ['', 'video-12345678.mp4'],
      ['💃💃', 'video-12345678.mp4'],
      ['a\u0000b\u202ec\nd', 'a-b-c-d.mp4'],
      ['Танцовщица на крыше', 'Танцовщица-на-крыше.mp4'],
      ['踊る女の子', '踊る女の子.mp4'],
      ['-rf --no-preserve-root', 'rf-no-preserve-root.mp4'],
      [
        'A dancer in a red coat turns slowly on a wet roof while the city lights up',
        'A-dancer-in-a-red-coat-turns-slowly-on-a-wet-roof.mp4',
      ],
      ['x'.repeat(20_000), `${'x'.repeat(50)}.mp4`],
    ] as const
    assert.deepEqual(
      cases.map(([prompt]) => videoFileName({ id: '12345678-aaaa', prompt })),
      cases.map(([, name]) => name),
    )
  })

  it('stays below what file systems allow in any script', () => {
    const bytes = Buffer.byteLength(videoFileName({ id: '1', prompt: '𠮷'.repeat(300) }))
    assert.ok(bytes <= 255, String(bytes))
  })
})

describe('a request as text', () => {
  it('is what was sent, without the contents of data: URIs', () => {
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
      'en',
    )
    const short = `${clip.slice(0, 60)}… (3 MB in all, shortened here only)`
    assert.deepEqual(JSON.parse(text), {
      model: 'm',
      prompt: 'data: not a URI\n"x"',
      video_url: short,
      image_list: [short, 'https://a.example/b.png'],
      seed: 0,
    })
  })
})
