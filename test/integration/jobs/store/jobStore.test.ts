import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../../src/core/errors.ts'
import type { Job, JobState } from '../../../../src/core/job/job.ts'
import { canTransition, JOB_STATES } from '../../../../src/core/job/transitions.ts'
import { NOTIFICATION } from '../../../../src/jobs/store/jobPatch.ts'
import { JobStore } from '../../../../src/jobs/store/jobStore.ts'
import { claimNotifications } from '../../../../src/jobs/store/notifications.ts'
import { deleteRemovedJob, jobsRemovedBefore } from '../../../../src/jobs/store/retention.ts'
import { errorSentence } from '../../../fixtures/errorSentence.ts'
import { buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { START } from '../../../fixtures/jobs/fakeClock.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'
import { runChild } from '../../../fixtures/jobs/runChild.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

function open(folder: string, log = recordingLog()): JobStore & Disposable {
  const store = new JobStore(folder, log, START)
  return Object.assign(store, { [Symbol.dispose]: () => void store.close() })
}

function storageError(pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.reason === 'storage' && pattern.test(errorSentence(error))
}

describe('opening the job store', () => {
  it('never overwrites a file that was renamed at the same time', async () => {
    using folder = tempFolder()
    for (const text of ['first ', 'second ']) {
      writeFileSync(join(folder.path, 'jobs.db'), text.repeat(1000))
      await open(folder.path).close()
    }
    const backups = readdirSync(folder.path).filter((name) => name.startsWith('jobs.db.corrupt-'))
    assert.deepEqual(backups.map((name) => readFileSync(join(folder.path, name), 'utf8').slice(0, 6)).sort(), [
      'first ',
      'second',
    ])
  })

  for (const [what, before] of [
    ['a new folder', undefined],
    ['a corrupt file', 'no database '.repeat(1000)],
  ] as const) {
    it(`loses no job if several processes find ${what} at the same time`, async function () {
      this.timeout(20_000)
      using folder = tempFolder()
      if (before !== undefined) writeFileSync(join(folder.path, 'jobs.db'), before)
      const at = String(Date.now() + 900)
      await Promise.all([1, 2, 3, 4].map(() => runChild('openStoreAt.ts', [folder.path, at, '5'])))
      using store = open(folder.path)
      assert.equal(store.list().length, 20)
    })
  }

  for (const mode of ['WAL', 'DELETE']) {
    it(`does not change a newer schema (${mode}), and reports it`, async () => {
      using folder = tempFolder()
      const file = join(folder.path, 'jobs.db')
      const newer = new DatabaseSync(file)
      newer.exec(`PRAGMA journal_mode = ${mode}; CREATE TABLE jobs (id); PRAGMA user_version = 7000`)
      newer.close()
      const before = readFileSync(file)
      assert.throws(() => open(folder.path), storageError(/newer version/))
      assert.deepEqual(
        [readFileSync(file).equals(before), readdirSync(folder.path)],
        [true, ['jobs.db', 'jobs.db.lock']],
      )
    })
  }

  it('reports a folder that is a file, and a database that is a folder', async () => {
    using folder = tempFolder()
    const file = join(folder.path, 'file')
    writeFileSync(file, 'not a folder')
    assert.throws(() => open(join(file, 'store')), storageError(/is a file, not a folder/))
    mkdirSync(join(folder.path, 'store', 'jobs.db'), { recursive: true })
    assert.throws(() => open(join(folder.path, 'store')), storageError(/no write access/))
    assert.equal(readFileSync(file, 'utf8'), 'not a folder')
  })

  it('reports a database that cannot be written', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    // Replaces a read-only disk, which a test that runs as root cannot create.
    store.database.sqlite.exec('PRAGMA query_only = ON')
    await assert.rejects(() => store.create(buildNewJob()), storageError(/no write access/))
    store.database.sqlite.exec('PRAGMA query_only = OFF; PRAGMA max_page_count = 1')
    await assert.rejects(() => store.create(buildNewJob({ prompt: 'x'.repeat(100_000) })), storageError(/disk is full/))
    store.database.sqlite.exec('PRAGMA max_page_count = 4294967294')
    await store.create(buildNewJob())
    assert.equal(store.list().length, 1)
  })

  it('does not wait for the disk or for other windows on the event loop', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    const pragma = (name: string) => Object.values(store.database.sqlite.prepare(`PRAGMA ${name}`).get() ?? {})[0]
    assert.deepEqual(
      ['journal_mode', 'synchronous', 'wal_autocheckpoint', 'busy_timeout', 'foreign_keys'].map(pragma),
      ['wal', 0, 0, 0, 1],
    )
  })
})

describe('the job store', () => {
  for (const from of JOB_STATES) {
    it(`changes a job from ${from} only to the allowed states`, async () => {
      using folder = tempFolder()
      using store = open(folder.path)
      for (const to of JOB_STATES) {
        const { id } = await store.create(buildNewJob({ state: from }))
        assert.deepEqual(
          [to, await resultOf(() => store.transition(id, to, {}, { from: [from] }))],
          [to, canTransition(from, to) ? to : 'RangeError'],
        )
        const other = await store.create(buildNewJob({ state: from }))
        assert.deepEqual(
          [to, await resultOf(() => store.transition(other.id, to))],
          [to, canTransition(from, to) ? to : 'conflict'],
        )
      }
    })
  }

  it('lists running jobs first, then the others, newest first', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    const jobs: [string, JobState, number, number?][] = [
      ['old completed', 'completed', 1],
      ['old running', 'generating', 2],
      ['searched for', 'unconfirmed', 3, START],
      ['unconfirmed', 'unconfirmed', 4],
      ['new failed', 'failed', 5],
      ['new running', 'submitting', 5],
    ]
    for (const [prompt, state, createdAt, nextAt] of jobs) {
      await store.create(
        buildNewJob({ prompt, state, createdAt, ...(nextAt === undefined ? {} : { patch: { nextAt: nextAt } }) }),
      )
    }
    assert.deepEqual(
      store.list().map((job) => job.prompt),
      ['new running', 'searched for', 'old running', 'new failed', 'unconfirmed', 'old completed'],
    )
  })

  it('hides a removed job, restores it, and deletes it with its request', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    const { id } = await store.create(buildNewJob())
    await store.setRemoved(id, START)
    const hidden = [store.get(id), store.list().length, await store.patch(id, { failures: 1 }), store.has(id)]
    assert.deepEqual(
      [...hidden, await resultOf(() => store.transition(id, 'failed'))],
      [...[undefined, 0, undefined, true], 'conflict'],
    )
    assert.deepEqual(
      [jobsRemovedBefore(store.database, START), jobsRemovedBefore(store.database, START + 1).map((job) => job.id)],
      [[], [id]],
    )
    await store.setRemoved(id, undefined)
    assert.deepEqual([await deleteRemovedJob(store.database, id), store.get(id)?.id], [false, id])
    await store.setRemoved(id, START)
    assert.deepEqual(
      [await deleteRemovedJob(store.database, id), store.has(id), store.request(id)],
      [true, false, undefined],
    )
  })

  it('returns each notification once to two connections', async () => {
    using folder = tempFolder()
    using one = open(folder.path)
    using two = open(folder.path)
    const ids: string[] = []
    for (let n = 0; n < 3; n++) {
      const job = buildNewJob({ state: 'failed', patch: { notification: NOTIFICATION.pending } })
      ids.push((await one.create(job)).id)
    }
    await one.setRemoved(ids[2] ?? '', START)
    const claimed = [
      await claimNotifications(two.database, Date.now()),
      await claimNotifications(one.database, Date.now()),
      await claimNotifications(two.database, Date.now()),
    ].map((jobs) => jobs.map((job) => job.id).sort())
    assert.deepEqual(claimed, [ids.slice(0, 2).sort(), [], []])
    await two.setRemoved(ids[2] ?? '', undefined)
    assert.deepEqual(
      [
        (await claimNotifications(one.database, Date.now())).length,
        (await claimNotifications(two.database, Date.now())).length,
      ],
      [1, 0],
    )
  })

  it('fires events for its own changes and for those of other windows', async () => {
    using folder = tempFolder()
    using one = open(folder.path)
    using two = open(folder.path)
    const events: unknown[] = []
    one.onDidChange(() => {
      throw new Error('The listener failed')
    })
    one.onDidChange((ids) => events.push(ids && [...ids]))
    const { id } = await one.create(buildNewJob())
    one.checkForExternalChanges()
    await two.patch(id, { failures: 1 })
    one.checkForExternalChanges()
    one.checkForExternalChanges()
    assert.deepEqual(events, [[id], [id]])
  })

  it('names the jobs that another window added or changed, unless they are many or one was deleted', async () => {
    using folder = tempFolder()
    using one = open(folder.path)
    using two = open(folder.path)
    const [changed, removed, retried] = [
      await two.create(buildNewJob()),
      await two.create(buildNewJob()),
      await two.create(buildNewJob({ state: 'failed' })),
    ]
    const events: unknown[] = []
    const submitted: string[] = []
    one.onDidSubmit((id) => submitted.push(id))
    one.onDidChange((ids) => events.push(ids && [...ids].sort()))
    one.checkForExternalChanges()
    const added = await two.create(buildNewJob())
    await two.patch(changed.id, { failures: 1 })
    await two.patch(changed.id, { failures: 2 })
    await two.setRemoved(removed.id, 1)
    one.checkForExternalChanges()
    await two.createRetry(retried.id, buildNewJob())
    one.checkForExternalChanges()
    await Promise.all(Array.from({ length: 101 }, () => two.create(buildNewJob())))
    one.checkForExternalChanges()
    assert.deepEqual(events, [
      [changed.id, removed.id, retried.id].sort(),
      [added.id, changed.id, removed.id].sort(),
      undefined,
      undefined,
    ])
    assert.deepEqual(submitted, [])
  })

  it('names the jobs that this window submits, and no others', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    const events: unknown[] = []
    store.onDidSubmit((id) => events.push(id))
    store.onDidChange((ids) => events.push(ids && [...ids]))
    const { id } = await store.create(buildNewJob({ state: 'submitting' }))
    const other = await store.create(buildNewJob({ state: 'completed' }))
    await store.patch(id, { failures: 1 })
    assert.deepEqual(events, [id, [id], [other.id], [id]])
  })

  it('can be read after any number that a server sends', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    const hostile = [1e18, 1e300, Number.POSITIVE_INFINITY, -5, 1.5, Number.NaN]
    for (const n of hostile) {
      await store.create(
        buildNewJob({ createdAt: n, patch: { submittedAt: n, creditsUsed: n, fileSizeBytes: n, nextAt: n } }),
      )
    }
    assert.equal(store.list().length, hostile.length)
    assert.ok(store.list().every((job) => Number.isSafeInteger(job.submittedAt) && Number.isSafeInteger(job.createdAt)))
  })

  it('counts the videos on disk', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    for (const size of [5, 7])
      await store.create(buildNewJob({ state: 'completed', patch: { fileState: 'saved', fileSizeBytes: size } }))
    await store.create(buildNewJob({ state: 'completed', patch: { fileState: 'deleted' } }))
    assert.deepEqual(store.usage(), { videos: 2, sizeBytes: 12 })
  })

  it('retries a failed or unconfirmed job once, and keeps it if it has or may have a generation', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    const rejected = await store.create(buildNewJob({ state: 'failed' }))
    const generated = await store.create(buildNewJob({ state: 'failed', patch: { generationId: 'a:b/c' } }))
    const unconfirmed = await store.create(buildNewJob({ state: 'unconfirmed', patch: { nextAt: START } }))
    for (const { id } of [rejected, generated, unconfirmed]) {
      const next = await store.createRetry(id, buildNewJob({ state: 'submitting' }))
      assert.equal(next.state, 'submitting')
      assert.equal(await resultOf(() => store.createRetry(id, buildNewJob({ state: 'submitting' }))), 'conflict')
    }
    assert.deepEqual([store.has(rejected.id), store.get(generated.id)?.retriedAs !== undefined], [false, true])
    assert.deepEqual(store.get(unconfirmed.id)?.nextAt, START, 'the search continues')
    assert.equal(store.list().length, 5)
    const running = await store.create(buildNewJob())
    assert.equal(await resultOf(() => store.createRetry(running.id, buildNewJob())), 'conflict')
  })

  it('finds the latest attempt of a job, also of one that its retry deleted', async () => {
    using folder = tempFolder()
    using store = open(folder.path)
    const failed = (id: string, patch = {}) => buildNewJob({ id, state: 'failed', patch })
    await store.create(failed('first', { generationId: 'g' }))
    await store.createRetry('first', failed('second'))
    await store.createRetry('second', failed('third'))
    const latest = (id: string) => store.latestAttempt(id)?.id
    assert.deepEqual(
      [latest('first'), latest('second'), latest('third'), latest('other'), store.get('third')?.previousAttempts],
      ['third', 'third', 'third', undefined, ['second', 'first']],
    )
    await store.setRemoved('third', START)
    assert.deepEqual([latest('first'), latest('second')], ['first', undefined])
  })
})

/** Returns the state of the job, or why the promise rejected. */
async function resultOf(body: () => Promise<Job>): Promise<string> {
  try {
    return (await body()).state
  } catch (error) {
    return error instanceof AppError ? error.reason : (error as Error).name
  }
}
