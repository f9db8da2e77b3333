import assert from 'node:assert/strict'
import { statusBarText } from '../../../../src/editor/statusBar/statusBarText.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

describe('statusBarText', () => {
  it('counts the running jobs and lists the first ones', () => {
    const many = Array.from({ length: 10 }, (_, index) => buildJob({ prompt: `$(zap) ${index}\n` }))
    assert.deepEqual(
      [
        statusBarText([], renderContext()),
        statusBarText([buildJob()], renderContext()),
        statusBarText(many, renderContext())?.tooltip.split('\n').at(-1),
      ],
      [
        undefined,
        {
          text: '$(sync~spin) 1 video',
          tooltip: 'A dancer on a roof — generating · 2m',
          ariaLabel: 'Generating 1 video',
        },
        'and 2 more',
      ],
    )
  })
})
