import assert from 'node:assert/strict'
import type { Job } from '../../../../src/core/job/job.ts'
import { formatTitle, quoteTitle } from '../../../../src/editor/presentation/title.ts'
import { buildJob } from '../../../fixtures/jobs/buildJob.ts'
import { renderContext } from '../../../fixtures/renderContext.ts'

const { l10n } = renderContext()
const named = (name: string): Partial<Job> => ({
  annotations: { name, note: undefined, tags: [], isFavorite: false },
})
const distinct = (settings: Job['settings'], ...names: string[]): Partial<Job> => ({
  prompt: 'Waltz',
  settings,
  distinctSettings: names,
})

describe('formatTitle', () => {
  const cases: readonly (readonly [what: string, parts: Partial<Job>, expected: string])[] = [
    ['the prompt', { prompt: 'Waltz' }, 'Waltz'],
    ['the name instead of it', { prompt: 'Waltz', ...named('Take 2') }, 'Take 2'],
    ['a name that is invisible', { prompt: 'Waltz', ...named('\u202e\u200b ') }, 'Waltz'],
    ['the ID of a job without a prompt', { prompt: '', generationId: 'abcdefghij:x/y' }, 'Generation abcdefgh'],
    ['what differs', distinct({ resolution: '720p', seed: 3 }, 'resolution', 'seed'), 'seed 3 · 720p · Waltz'],
    ['a seed that was not set', distinct({}, 'seed', 'resolution'), 'random seed · Waltz'],
    [
      'at most three settings',
      distinct(
        { seed: 1, resolution: '720p', num_frames: 81, guidance_scale: 5 },
        'guidance_scale',
        'num_frames',
        'resolution',
        'seed',
      ),
      'seed 1 · 720p · 81 frames · Waltz',
    ],
    [
      'other settings by their names',
      distinct({ interpolator_model: 'film', sync_mode: true }, 'interpolator_model', 'sync_mode'),
      'interpolator model film · sync mode · Waltz',
    ],
    ['hostile settings', distinct({ seed: '\u202e<b>\n' }, 'seed'), 'seed <b> · Waltz'],
  ]
  for (const [what, parts, expected] of cases) {
    it(`shows ${what}`, () => assert.equal(formatTitle(buildJob(parts), l10n), expected))
  }

  it('creates no link in a notification', () => {
    assert.equal(quoteTitle(buildJob(named('[x](command:y)')), l10n), '“\u2068[x]\u2060(command:y)\u2069”')
  })
})
