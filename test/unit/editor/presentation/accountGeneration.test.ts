import assert from 'node:assert/strict'
import { presentAccountGeneration } from '../../../../src/editor/presentation/accountGeneration.ts'
import { l10n, NOW } from '../../../fixtures/renderContext.ts'

describe('presentAccountGeneration', () => {
  it('selects successful generations that are not in the list, and shows no icons from outside', () => {
    const row = {
      createdAt: NOW - 3_600_000,
      status: 'succeeded',
      origin: '$(error) api\n',
      model: 'm',
      costUsd: 0.2,
      costCredits: 400_000,
      requestId: undefined,
      inferenceId: 'id:$(zap)/x',
      clientRequestId: undefined,
    } as const
    const context = { l10n, locale: 'en', now: NOW }
    const items = [
      { row, known: false },
      { row, known: true },
      { row: { ...row, status: 'failed' as const }, known: false },
    ].map((generation) => presentAccountGeneration(generation, context))
    assert.deepEqual(
      items.map(({ label, description, detail, picked }) => [label.split(' ')[0], description, detail, picked]),
      [
        ['$(cloud-download)', '400,000 credits ($0.20) · 1h ago', '$\u2060(error) api · id:$\u2060(zap)/x', true],
        [
          '$(check)',
          '400,000 credits ($0.20) · 1h ago · already in the list',
          '$\u2060(error) api · id:$\u2060(zap)/x',
          false,
        ],
        ['$(error)', 'failed · 1h ago', '$\u2060(error) api · id:$\u2060(zap)/x', false],
      ],
    )
  })
})
