import assert from 'node:assert/strict'
import { JobPage, PAGE_SIZE } from '../../../../src/editor/tree/jobPage.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

/** Creates a store with finished jobs, newest last, and one that runs. */
async function createStore(folder: string, finished: number): Promise<{ store: JobStore; runningId: string }> {
  const store = new JobStore(folder, recordingLog(), START)
  for (let n = 0; n < finished; n++) {
    await store.create(buildNewJob({ prompt: `finished ${n}`, state: 'failed', createdAt: START + n }))
  }
  const running = await store.create(buildNewJob({ prompt: 'running', createdAt: START - 1 }))
  return { store, runningId: running.id }
}

const DAY = 86_400_000

function prompts(page: JobPage): string[] {
  return [...page.jobs.values()].map((job) => job.prompt)
}

describe('JobPage', () => {
  it('has the running jobs, then the newest ones, one page at a time', async () => {
    using folder = tempFolder()
    const { store } = await createStore(folder.path, PAGE_SIZE + 50)
    const page = new JobPage(store)
    assert.deepEqual([page.jobs.size, page.hiddenCount(), page.total], [PAGE_SIZE, 51, PAGE_SIZE + 51])
    assert.deepEqual(prompts(page).slice(0, 3), ['running', 'finished 249', 'finished 248'])
    page.showMore()
    assert.deepEqual([page.jobs.size, page.hiddenCount(), prompts(page).at(-1)], [PAGE_SIZE + 51, 0, 'finished 0'])
    await store.close()
  })

  it('reads only the job that changed while the list stays the same', async () => {
    using folder = tempFolder()
    const { store, runningId } = await createStore(folder.path, 20)
    let reads = 0
    const counting = Object.assign(Object.create(store) as JobStore, {
      list: (limit?: number) => {
        reads++
        return store.list(limit)
      },
    })
    const page = new JobPage(counting)
    await store.transition(runningId, 'generating')
    assert.deepEqual(page.update(new Set([runningId])), { kind: 'jobs', ids: [runningId] })
    assert.deepEqual([reads, page.jobs.get(runningId)?.state], [1, 'generating'])
    await store.close()
  })

  it('reports a changed list if a job ends, is added, or is removed, and if another window changed anything', async () => {
    using folder = tempFolder()
    const { store, runningId } = await createStore(folder.path, 2)
    const page = new JobPage(store)
    await store.transition(runningId, 'failed')
    assert.deepEqual(page.update(new Set([runningId])), { kind: 'list' })
    assert.deepEqual(prompts(page), ['finished 1', 'finished 0', 'running'])
    const { id } = await store.create(buildNewJob({ prompt: 'new', state: 'failed', createdAt: START + 10 }))
    assert.deepEqual([page.update(new Set([id])), prompts(page)[0]], [{ kind: 'list' }, 'new'])
    await store.setRemoved(id, START)
    assert.deepEqual([page.update(new Set([id])), page.total], [{ kind: 'list' }, 3])
    assert.equal(page.update(undefined).kind, 'jobs', 'nothing changed')
    await store.create(buildNewJob())
    assert.equal(page.update(undefined).kind, 'list')
    await store.close()
  })

  it('has only the jobs that a filter selects', async () => {
    using folder = tempFolder()
    const { store } = await createStore(folder.path, 12)
    const page = new JobPage(store, { text: 'finished 1' })
    assert.deepEqual([prompts(page), page.total], [['finished 11', 'finished 10', 'finished 1'], 3])
    const id = [...page.jobs.keys()][1] ?? ''
    page.setOptions({ favoritesOnly: true }, 'none')
    assert.deepEqual(prompts(page), [])
    await store.annotate([id], { isFavorite: true })
    assert.deepEqual([page.update(new Set([id])), prompts(page)], [{ kind: 'list' }, ['finished 10']])
    await store.close()
  })

  it('keeps its jobs while the store cannot be read', async () => {
    using folder = tempFolder()
    const { store, runningId } = await createStore(folder.path, 1)
    const page = new JobPage(store)
    await store.close()
    page.update(new Set([runningId]))
    assert.deepEqual([prompts(page).length, page.error instanceof Error], [2, true])
  })

  it('counts all jobs of a group, and reads more of them when it is expanded', async () => {
    using folder = tempFolder()
    const { store } = await createStore(folder.path, PAGE_SIZE + 50)
    for (const createdAt of [START - DAY, START - DAY + 1]) {
      await store.create(buildNewJob({ prompt: 'older', state: 'completed', createdAt }))
    }
    const page = new JobPage(store, {}, 'state')
    const groups = () => page.groups.map(({ key, count }) => [key, count, page.isExpanded(key)])
    assert.deepEqual(groups(), [
      ['running', 1, true],
      ['completed', 2, true],
      ['failed', PAGE_SIZE + 50, true],
    ])
    assert.deepEqual([page.total, page.hiddenCount(), page.hiddenCount('failed')], [PAGE_SIZE + 53, 0, 50])
    page.showMore('failed')
    assert.deepEqual([page.groupIds('failed').length, page.hiddenCount('failed')], [PAGE_SIZE + 50, 0])

    page.setOptions({}, 'day')
    assert.deepEqual(
      page.groups.map(({ count }) => count),
      [PAGE_SIZE + 51, 2],
    )
    const [, older] = page.groups
    assert.deepEqual([page.isExpanded(older?.key ?? ''), page.jobs.size], [false, PAGE_SIZE])
    assert.deepEqual([page.groupIds(older?.key ?? '').length, page.jobs.size], [2, PAGE_SIZE + 2])
    page.setOptions({ text: 'older' }, 'day')
    assert.deepEqual([page.groups.length, prompts(page)], [1, ['older', 'older']])
    await store.close()
  })

  it('reports that a job moved to another group, also to one that is not expanded', async () => {
    using folder = tempFolder()
    const { store, runningId } = await createStore(folder.path, 2)
    const page = new JobPage(store, {}, 'state')
    await store.transition(runningId, 'failed')
    assert.deepEqual(page.update(new Set([runningId])), { kind: 'list' })
    assert.deepEqual(
      page.groups.map(({ key, count }) => [key, count]),
      [['failed', 3]],
    )
    await store.close()
  })

  it('has all jobs of the batches on the page', async () => {
    using folder = tempFolder()
    const { store } = await createStore(folder.path, PAGE_SIZE)
    const batchOf = (position: number) => ({ id: 'b', position })
    const create = (prompt: string, position: number, createdAt: number) =>
      store.create(buildNewJob({ prompt, state: 'failed', createdAt, batch: batchOf(position) }))
    await create('old part', 0, START - DAY)
    await create('new part', 1, START + DAY)
    const page = new JobPage(store, {}, 'batch')
    assert.deepEqual(
      [page.total, page.hiddenCount(), prompts(page).at(1), prompts(page).at(-1)],
      [...[PAGE_SIZE + 3, 2], ...['new part', 'old part']],
    )
    await store.close()
  })
})
