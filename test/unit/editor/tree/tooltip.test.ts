import assert from 'node:assert/strict'
import { errorDetail } from '../../../../src/core/errors.ts'
import { tooltipOf } from '../../../../src/editor/tree/tooltip.ts'
import { buildJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { NOW, renderContext } from '../../../fixtures/renderContext.ts'

const surroundings = { ...renderContext(), defaultOrigin: ORIGIN }

describe('a tooltip', () => {
  it('lets no outside text become markup', () => {
    const evil =
      '[x](command:y) ![i](https://e.example/p.png) <img src=x> `c` ```\n# h\n- l\nhttps://e.example www.e.example a@e.example | &lt; **b**'
    const job = buildJob({
      prompt: evil,
      state: 'failed',
      remoteStatus: evil,
      generationId: evil,
      supportId: evil,
      apiOrigin: evil,
      error: errorDetail('generationFailed', {}, { name: evil, message: evil }),
      file: { error: errorDetail('text', { text: evil }) },
    })
    const text = tooltipOf(job, [{ name: 'video_url', label: evil, value: evil }], surroundings)
    // What we write ourselves: bold and colons. Everything else that means something must stand behind a backslash.
    const own = text.replace(/\\[!-/:-@[-`{-~]/g, '').replaceAll('**', '')
    assert.deepEqual(own.match(/[![\]()<>`#*_|&@$]|\/\/|\.\w/g), null)
  })

  it('tells the request, times, ids and cost', () => {
    const job = buildJob({
      state: 'completed',
      generationId: 'id:al/x',
      supportId: 'req-1',
      creditsUsed: 400_000,
      apiOrigin: 'http://127.0.0.1:8787',
      finishedAt: NOW,
      file: { state: 'saved', sizeBytes: 1_234_567 },
    })
    const summary = [
      { name: 'prompt', label: 'Prompt', value: 'A dancer on a roof' },
      { name: 'seed', label: 'Seed', value: '7' },
    ]
    const lines = tooltipOf(job, summary, surroundings)
      .replaceAll('\\', '')
      .split(/\s*\n+/)
    assert.deepEqual(
      lines.filter((line) => !/^(Started|Finished): /.test(line)),
      [
        '**A dancer on a roof**',
        'State: completed',
        'Video: 1.2 MB',
        'Cost: 400,000 credits ($0.20)',
        'Generation ID: id:al/x',
        'Request ID for support: req-1',
        'Service: http://127.0.0.1:8787',
        'Seed: 7',
      ],
    )
  })

  it('explains what cannot be left alone', () => {
    const told = [
      buildJob({ state: 'unconfirmed' }),
      buildJob({ state: 'stopped' }),
      buildJob({ createdAt: NOW - 700_000, error: errorDetail('serviceError', { status: 503 }) }),
    ].map((job) => tooltipOf(job, [], surroundings).replaceAll('\\', '').split('\n\n').slice(1, -1))
    assert.deepEqual(told, [
      ['It is not known whether the service took this request. It is not sent again by itself.'],
      ['The service may still make and bill this video.'],
      ['The service reported an error (503).', 'This takes longer than usual; it is looked at once a minute.'],
    ])
  })
})
