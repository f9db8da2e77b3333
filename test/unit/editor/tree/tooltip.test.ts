import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import { tooltipOf } from '../../../../src/editor/tree/tooltip.ts'
import { buildJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { NOW, renderContext } from '../../../fixtures/renderContext.ts'

const context = { ...renderContext(), completionModel: undefined, defaultOrigin: ORIGIN }

describe('tooltipOf', () => {
  it('escapes outside text', () => {
    const evil =
      '[x](command:y) ![i](https://e.example/p.png) <img src=x> `c` ```\n# h\n- l\nhttps://e.example www.e.example a@e.example | &lt; **b**'
    const job = buildJob({
      prompt: evil,
      state: 'failed',
      remoteStatus: evil,
      generationId: evil,
      supportId: evil,
      apiOrigin: evil,
      annotations: { name: evil, note: evil, tags: [evil], isFavorite: true },
      settings: { video_url: evil, [evil]: evil },
      error: errorDetail('generationFailed', {}, { name: evil, message: evil }),
      file: { error: errorDetail('text', { text: evil }) },
    })
    const text = tooltipOf(job, context)
    // The tooltip itself has bold and italic text and colons. Every other markup character must be escaped.
    const own = text.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/\*\*|^\*|\*$/gm, '')
    assert.deepEqual(own.match(/[![\]()<>`#*_|&@$]|\/\/|\.\w/g), null)
  })

  it('is short: the picture, name, prompt, note, state and settings', () => {
    const job = buildJob({
      state: 'completed',
      creditsUsed: 400_000,
      apiOrigin: 'http://127.0.0.1:8787',
      finishedAt: NOW,
      file: { state: 'saved', sizeBytes: 1_234_567 },
      annotations: { name: 'Best take', note: 'Use this one', tags: ['rain'], isFavorite: true },
      settings: { video_url: 'dance.mp4', seed: 7, resolution: '720p' },
    })
    const lines = tooltipOf(job, context, '/9j/AA==')
      .replaceAll('\\', '')
      .split(/\s*\n+/)
    assert.deepEqual(
      lines.map((line) => line.replace(/\w+ \d+, \d{4}, [\d:]+\s[AP]M/, 'TIME')),
      [
        '![](data:image/jpeg;base64,/9j/AA==|height=120)',
        '**Best take**',
        'A dancer on a roof',
        '*Use this one*',
        'completed · 1.2 MB · 400,000 credits ($0.20) · TIME · http://127.0.0.1:8787',
        '#rain · dance.mp4 · seed 7 · 720p',
      ],
    )
  })

  it('explains states that need attention', () => {
    const remarks = [
      buildJob({ state: 'unconfirmed' }),
      buildJob({ state: 'stopped' }),
      buildJob({ createdAt: NOW - 700_000, error: errorDetail('serviceError', { status: 503 }) }),
      buildJob({ createdAt: NOW, error: errorDetail('unknownStatus', { status: 'landing' }, { message: 'No GPU' }) }),
    ].map((job) => tooltipOf(job, context).replaceAll('\\', '').split('\n\n').slice(1, -1))
    assert.deepEqual(remarks, [
      [
        'It is unknown whether the service accepted this request. It is not sent again automatically. It may have been charged.',
      ],
      ['The service may still complete and bill this generation.'],
      [
        'Could not check the status. Trying again. The service reported an error (503).',
        'This is taking longer than usual. The extension keeps checking the status.',
      ],
      ['The service reported the unknown status "landing": No GPU.'],
    ])
  })
})
