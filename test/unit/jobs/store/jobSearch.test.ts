import assert from 'node:assert/strict'
import { NO_ANNOTATIONS } from '../../../../src/core/job/annotations.ts'
import { JOB_SORTS, type JobFilter } from '../../../../src/core/job/jobFilter.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { buildNewJob, MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

const DAY = 86_400_000

describe('the search in the job store', () => {
  const folder = tempFolder()
  let store: JobStore

  before(async () => {
    store = new JobStore(folder.path, recordingLog(), START)
    const job = (prompt: string, values: Record<string, unknown>, parts: Parameters<typeof buildNewJob>[0] = {}) =>
      store.create(buildNewJob({ prompt, request: { model: MODEL, values: { prompt, ...values } }, ...parts }))
    const saved = { state: 'completed' } as const
    await job(
      'Tango',
      { seed: 1, sync_mode: true },
      { createdAt: START, ...saved, patch: { fileState: 'saved', creditsUsed: 5 } },
    )
    await job(
      'Tango',
      { seed: 2 },
      { createdAt: START + DAY, ...saved, patch: { fileState: 'saved', videoMs: 90_000 } },
    )
    await job(
      '100% _sure_\\',
      { resolution: '720p' },
      {
        ...{ createdAt: START + 2 * DAY, state: 'failed' },
        annotations: {
          ...NO_ANNOTATIONS,
          name: 'Take',
          note: 'roof',
          tags: ['rain', 'x"] OR 1=1 --'],
          isFavorite: true,
        },
      },
    )
    await job('Running', { num_frames: 241, frames_per_second: 30 }, { createdAt: START + 3 * DAY })
    const removed = await job('Removed', { seed: 9 }, { createdAt: START + 4 * DAY })
    await store.setRemoved(removed.id, START)
  })

  after(async () => {
    await store.close()
    folder[Symbol.dispose]()
  })

  const prompts = (filter: JobFilter) => store.search({ filter, limit: 100 }).map(({ prompt }) => prompt)

  for (const [what, filter, expected] of [
    ['everything', {}, ['Running', '100% _sure_\\', 'Tango', 'Tango']],
    ['a part of the prompt, in any case', { text: ' tan ' }, ['Tango', 'Tango']],
    ['special characters', { text: '% _sure_\\' }, ['100% _sure_\\']],
    ['a wildcard as a text', { text: '%' }, ['100% _sure_\\']],
    ['the name', { text: 'take' }, ['100% _sure_\\']],
    ['the note', { text: 'roof' }, ['100% _sure_\\']],
    ['a tag', { tags: ['rain'] }, ['100% _sure_\\']],
    ['a tag with quotes', { tags: ['x"] OR 1=1 --'] }, ['100% _sure_\\']],
    ['no such tag', { tags: [`' OR 1=1 --`] }, []],
    ['favorites', { favoritesOnly: true }, ['100% _sure_\\']],
    ['videos', { videosOnly: true }, ['Tango', 'Tango']],
    ['all tags', { tags: ['rain', 'sun'] }, []],
    ['a number', { settings: [{ name: 'seed', value: 2 }] }, ['Tango']],
    ['true', { settings: [{ name: 'sync_mode', value: true }] }, ['Tango']],
    ['a text', { settings: [{ name: 'resolution', value: '720p' }] }, ['100% _sure_\\']],
    [
      'one of two values',
      {
        settings: [
          { name: 'seed', value: 1 },
          { name: 'seed', value: 2 },
        ],
      },
      ['Tango', 'Tango'],
    ],
    [
      'two settings',
      {
        settings: [
          { name: 'seed', value: 2 },
          { name: 'sync_mode', value: true },
        ],
      },
      [],
    ],
    ['a hostile setting', { settings: [{ name: `$') OR 1=1 --`, value: 'x' }] }, []],
  ] as const) {
    it(`finds ${what}`, () => {
      assert.deepEqual(prompts(filter), expected)
      assert.equal(store.searchCount(filter), expected.length)
    })
  }

  it('sorts by date, length and cost, and pages', () => {
    const sorted = JOB_SORTS.map((sort) =>
      store.search({ filter: { videosOnly: true }, sort, limit: 1 }).map(({ settings }) => settings['seed']),
    )
    assert.deepEqual(sorted, [[2], [1], [2], [1], [1], [2]])
    assert.deepEqual(
      store.search({ filter: {}, limit: 1, offset: 1 }).map(({ prompt }) => prompt),
      ['100% _sure_\\'],
    )
  })

  it('lists running jobs first, also of those that a filter selects', () => {
    const listed = (filter: JobFilter, limit?: number) => store.list(limit, filter).map(({ prompt }) => prompt)
    assert.deepEqual(
      [listed({ text: 'ng' }), listed({ text: 'ng' }, 1), listed({ favoritesOnly: true })],
      [['Running', 'Tango', 'Tango'], ['Running'], ['100% _sure_\\']],
    )
  })

  it('lists tags and settings', () => {
    assert.deepEqual(store.tags(), ['rain', 'x"] OR 1=1 --'])
    assert.deepEqual(
      store.settingValues().map(({ name, value }) => `${name} ${value}`),
      ['frames_per_second 30', 'num_frames 241', 'resolution 720p', 'seed 1', 'seed 2', 'sync_mode true'],
    )
  })

  it('notes what tells jobs with the same prompt apart', () => {
    assert.deepEqual(
      store.search({ filter: { text: 'Tango' }, limit: 9 }).map(({ distinctSettings }) => distinctSettings.toSorted()),
      [
        ['seed', 'sync_mode'],
        ['seed', 'sync_mode'],
      ],
    )
  })
})
