import assert from 'node:assert/strict'
import { videoFileName } from '../../../../src/editor/presentation/videoFileName.ts'

describe('videoFileName', () => {
  it('makes a name from the prompt that is valid on every file system', () => {
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

  it('stays below the limit of file systems in any script', () => {
    const bytes = Buffer.byteLength(videoFileName({ id: '1', prompt: '𠮷'.repeat(300) }))
    assert.ok(bytes <= 255, String(bytes))
  })
})
