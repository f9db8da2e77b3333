import assert from 'node:assert/strict'
import { statusBarText } from '../../../../src/editor/statusBar/statusBarText.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

describe('statusBarText', () => {
  it('counts the running jobs and lists the first ones', () => {
    const many = Array.from({ length: 10 }, (_, index) => buildJob({ prompt: `$(zap) ${index}\n` }))
    assert.deepEqual(
      [
        statusBarText([], renderContext(), { amount: 1, currency: 'USD' }),
        statusBarText([buildJob()], renderContext(), undefined),
        statusBarText(many, renderContext(), undefined)?.tooltip.split('\n').at(-1),
        statusBarText([buildJob()], renderContext(), { amount: 12.3, currency: 'USD' })?.tooltip.split('\n').at(-1),
      ],
      [
        undefined,
        {
          text: '$(sync~spin) 1 video',
          tooltip: 'A dancer on a roof — generating · 2m',
          ariaLabel: 'Generating 1 video',
        },
        'and 2 more',
        'Balance: $12.30',
      ],
    )
  })

  it('does not move while every job is paused, and asks for the key if one waits for it', () => {
    const [own, other] = [buildJob(), buildJob({ apiOrigin: 'https://other.example' })]
    const texts = [
      statusBarText([own, other], renderContext(), undefined),
      statusBarText([own, other], renderContext({ hasKey: false }), undefined),
      statusBarText([other], renderContext({ hasKey: false }), undefined),
    ]
    assert.deepEqual(
      texts.map((text) => [text?.text, text?.ariaLabel, text?.needsKey]),
      [
        ['$(sync~spin) 2 videos', 'Generating 2 videos', undefined],
        ['$(debug-pause) 2 videos', '2 videos, paused', true],
        ['$(debug-pause) 1 video', '1 video, paused', false],
      ],
    )
  })
})
