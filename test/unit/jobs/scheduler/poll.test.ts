import assert from 'node:assert/strict'
import type { ApiError, FailedCall } from '../../../../src/api/errors.ts'
import type { ApiErrorCode } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import {
  backoffMs,
  MAX_MISSES,
  MAX_WAIT_MS,
  SEARCH_DELAYS_MS,
  SEARCHES_BEFORE_DECISION,
} from '../../../../src/core/job/pollSchedule.ts'
import { canTransition } from '../../../../src/core/job/transitions.ts'
import { callFailureOf } from '../../../../src/jobs/scheduler/callFailure.ts'
import { type PollResult, pollJob } from '../../../../src/jobs/scheduler/poll.ts'
import { type JobPatch, NOTIFICATION } from '../../../../src/jobs/store/jobPatch.ts'
import { buildJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { FakeClock, START } from '../../../fixtures/jobs/fakeClock.ts'
import { apiError, FakeService, type Fault } from '../../../fixtures/jobs/fakeService.ts'
import { type RecordingLog, recordingLog } from '../../../fixtures/jobs/recordingLog.ts'

interface PollFixture {
  readonly service: FakeService
  readonly clock: FakeClock
  readonly log: RecordingLog
  /** Calls to `RateLimiter.acquire`. */
  acquired: number
  poll(job: Job): Promise<PollResult>
}

function createFixture(): PollFixture {
  const clock = new FakeClock()
  const service = new FakeService(() => clock.now())
  const log = recordingLog()
  const acquire = async () => {
    fixture.acquired++
  }
  const fixture: PollFixture = {
    ...{ service, clock, log, acquired: 0 },
    poll: (job) =>
      pollJob(job, {
        connection: { origin: ORIGIN, client: service },
        rateLimiter: { acquire },
        now: () => clock.now(),
        random: () => 0.5,
        log,
        signal: new AbortController().signal,
      }),
  }
  return fixture
}

const runningJob = (parts: Partial<Job> = {}) =>
  buildJob({ state: 'generating', generationId: '1:alibaba/wan', ...parts })
const unconfirmedJob = (parts: Partial<Job> = {}) => buildJob({ state: 'unconfirmed', ...parts })
const errorFault = (code: ApiErrorCode, call: Partial<FailedCall> = {}): Fault => ({
  kind: 'error',
  error: apiError(code, call),
})

describe('pollJob for a running generation', () => {
  const codes: readonly ApiErrorCode[] = [
    ...(['unreachable', 'connectionLost', 'unreadable', 'redirected', 'badRequest', 'unauthorized'] as const),
    ...(['outOfCredits', 'forbidden', 'tooLarge', 'rateLimited', 'refused', 'serviceError'] as const),
  ]
  for (const code of codes) {
    it(`keeps the state, waits and stores the error after ${code}`, async () => {
      const { service, poll } = createFixture()
      service.faults.get.push(errorFault(code, { supportId: 'req-1' }))
      const { update, pause } = await poll(runningJob({ failures: 3 }))
      assert.deepEqual(update, {
        state: 'generating',
        patch: {
          error: callFailureOf(apiError(code)).detail,
          ...{ supportId: 'req-1', failures: 4, nextAt: START + backoffMs(4) },
        },
      })
      const pauses = code === 'rateLimited' || code === 'unauthorized'
      assert.deepEqual(pause, pauses ? { ms: backoffMs(4), reason: code } : undefined)
    })
  }

  for (const [retryAfterMs, waitMs] of [
    [0, 1000],
    [3000, 3000],
    [600_000, 600_000],
    [1e15, MAX_WAIT_MS],
  ] as const) {
    it(`waits ${waitMs} ms after a Retry-After of ${retryAfterMs} ms`, async () => {
      const { service, poll } = createFixture()
      service.faults.get.push(errorFault('rateLimited', { retryAfterMs }))
      const { update, pause } = await poll(runningJob())
      assert.deepEqual([pause?.ms, update.patch.nextAt], [waitMs, START + waitMs])
    })
  }

  it('fails a generation only after several consecutive 404 responses', async () => {
    const { poll } = createFixture()
    const updates: unknown[] = []
    let job = runningJob({ generationId: 'unknown' })
    for (let n = 1; n <= MAX_MISSES; n++) {
      const { state, patch } = (await poll(job)).update
      updates.push([state, patch.misses, patch.nextAt === null])
      job = { ...job, misses: patch.misses ?? 0 }
    }
    assert.deepEqual(updates, [...[1, 2, 3, 4].map((misses) => ['generating', misses, false]), ['failed', 5, true]])
  })

  it('resets the counters and the error after a successful poll', async () => {
    const { service, poll } = createFixture()
    const generationId = service.addGeneration('x').id
    const { patch } = (await poll(runningJob({ generationId, misses: 4, failures: 9 }))).update
    assert.deepEqual([patch.misses, patch.failures, patch.error], [0, 0, null])
  })

  it('treats an unknown status as running and ignores another ID, with a warning for each', async () => {
    const { service, poll, log } = createFixture()
    const generationId = service.addGeneration('x').id
    service.faults.get.push({ kind: 'response', patch: { status: 'teleporting', id: 'changed' } })
    const { state, patch } = (await poll(runningJob({ generationId }))).update
    assert.deepEqual([state, patch.generationId, log.warnings.length], ['generating', generationId, 2])
  })

  it('warns about an unknown status and another ID once for each status, not for each poll', async () => {
    const { service, poll, log } = createFixture()
    const generationId = service.addGeneration('x').id
    let job = runningJob({ generationId })
    for (const status of ['teleporting', 'teleporting', 'teleporting', 'landing', 'landing', 'z'.repeat(200)]) {
      service.faults.get.push({ kind: 'response', patch: { status, id: 'changed' } })
      const { patch } = (await poll(job)).update
      job = { ...job, remoteStatus: patch.remoteStatus ?? undefined }
    }
    service.faults.get.push({ kind: 'response', patch: { status: 'z'.repeat(200), id: 'changed' } })
    await poll(job)
    assert.equal(log.warnings.length, 6)
  })

  it('writes single lines to the log, whatever the status of the service contains', async () => {
    const { service, poll, log } = createFixture()
    const generationId = service.addGeneration('x').id
    service.faults.get.push({ kind: 'response', patch: { status: 'x"\n2026-08-21 [error] forged' } })
    await poll(runningJob({ generationId }))
    assert.ok(log.warnings.every((line) => !line.includes('\n')))
  })

  it('returns a data: URI separately from the update', async () => {
    const { service, poll, clock } = createFixture()
    const generation = service.addGeneration('x')
    generation.videoUrl = 'data:video/mp4;base64,AAAA'
    clock.advance(60_000)
    const { update, dataUrl } = await poll(runningJob({ generationId: generation.id }))
    assert.deepEqual([update.state, update.patch.resultUrl, dataUrl], ['completed', null, generation.videoUrl])
  })

  it('rejects if it was aborted, so that nothing is stored', async () => {
    const { service, poll } = createFixture()
    service.faults.get.push(errorFault('aborted'))
    await assert.rejects(poll(runningJob()), (error: ApiError) => error.code === 'aborted')
  })

  it('keeps the state after an error of the extension', async () => {
    const { service, poll } = createFixture()
    service.getGeneration = () => Promise.reject(new TypeError('Oops'))
    const { state, patch } = (await poll(runningJob())).update
    assert.deepEqual([state, patch.error], ['generating', { code: 'unexpected', args: { message: 'Oops' } }])
  })
})

describe('pollJob for a job without a generation ID', () => {
  it('starts the search without a call if the window closed before the response', async () => {
    const { service, poll } = createFixture()
    const { state, patch } = (await poll(buildJob({ state: 'submitting' }))).update
    assert.deepEqual([state, patch.nextAt], ['unconfirmed', START + (SEARCH_DELAYS_MS[0] ?? 0)])
    assert.equal(service.calls.length, 0)
  })

  it('finds the generation by its client request ID', async () => {
    const { service, poll } = createFixture()
    service.addGeneration('another')
    const { id } = service.addGeneration(unconfirmedJob().clientRequestId)
    const { state, patch } = (await poll(unconfirmedJob({ searches: 2 }))).update
    assert.deepEqual([state, patch.generationId, patch.nextAt], ['queued', id, START])
  })

  it('fails the job if the logs list its generation as failed', async () => {
    const { service, poll, clock } = createFixture()
    const generation = service.addGeneration(unconfirmedJob().clientRequestId)
    generation.endsAs = 'error'
    clock.advance(60_000)
    const { state, patch } = (await poll(unconfirmedJob())).update
    assert.deepEqual([state, patch.generationId], ['failed', generation.id])
  })

  it('searches for two hours, and asks the user to decide once, after some minutes', async () => {
    const { poll } = createFixture()
    let job = unconfirmedJob({ error: errorDetail('interrupted', {}) })
    const updates: unknown[] = []
    for (let n = 0; n < SEARCH_DELAYS_MS.length; n++) {
      const { state, patch } = (await poll(job)).update
      updates.push([state, patch.nextAt ? patch.nextAt - START : patch.nextAt, patch.notification, patch.error])
      job = { ...job, searches: patch.searches ?? 0 }
    }
    const notificationAfter = (searches: number) =>
      searches === SEARCHES_BEFORE_DECISION ? NOTIFICATION.pending : undefined
    assert.deepEqual(updates, [
      ...SEARCH_DELAYS_MS.slice(1).map((ms, n) => ['unconfirmed', ms, notificationAfter(n + 1), undefined]),
      ['unconfirmed', null, undefined, undefined],
    ])
  })

  it('does not ask the user about a job that was retried', async () => {
    const { poll } = createFixture()
    const { patch } = (await poll(unconfirmedJob({ searches: SEARCHES_BEFORE_DECISION - 1, retriedAs: 'x' }))).update
    assert.deepEqual([patch.notification, typeof patch.nextAt], [undefined, 'number'])
  })

  /** Searches of a job whose searches all end with `code`, until none is scheduled or after `count` searches. */
  async function searchesEndingWith(code: ApiErrorCode, count: number): Promise<JobPatch[]> {
    const { service, poll } = createFixture()
    const patches: JobPatch[] = []
    let job = unconfirmedJob({ error: errorDetail('interrupted', {}) })
    while (patches.length < count && patches.at(-1)?.nextAt !== null) {
      service.faults.logs.push(errorFault(code))
      const { patch } = (await poll(job)).update
      patches.push(patch)
      job = { ...job, searches: patch.searches ?? 0, failures: patch.failures ?? 0 }
    }
    return patches
  }

  const COUNT = 2 * SEARCH_DELAYS_MS.length

  for (const code of [
    'unreachable',
    'connectionLost',
    'unreadable',
    'unauthorized',
    'rateLimited',
    'serviceError',
  ] as const) {
    it(`asks the user to decide after some searches, and continues, if every search ends with ${code}`, async () => {
      const patches = await searchesEndingWith(code, COUNT)
      assert.deepEqual(
        [
          patches.length,
          patches.flatMap((patch, n) => (patch.notification === undefined ? [] : [n + 1])),
          patches.every(({ nextAt, error }) => (nextAt ?? 0) > START && (nextAt ?? 0) <= START + MAX_WAIT_MS && !error),
        ],
        [COUNT, [SEARCHES_BEFORE_DECISION], true],
      )
    })
  }

  for (const code of ['forbidden', 'notFound', 'badRequest', 'refused', 'outOfCredits'] as const) {
    it(`ends the search after two hours if the service rejects every search with ${code}`, async () => {
      const patches = await searchesEndingWith(code, COUNT)
      assert.deepEqual(
        [patches.length, patches.flatMap((patch, n) => (patch.notification === undefined ? [] : [n + 1]))],
        [SEARCH_DELAYS_MS.length, [SEARCHES_BEFORE_DECISION]],
      )
    })
  }

  it('ends the search if the logs cannot be read until the service has deleted them', async () => {
    const { service, poll, clock } = createFixture()
    service.faults.logs.push(errorFault('serviceError'))
    clock.advance(93 * 24 * 3_600_000)
    const { patch } = (await poll(unconfirmedJob({ searches: SEARCH_DELAYS_MS.length - 1 }))).update
    assert.equal(patch.nextAt, null)
  })
  for (const code of ['forbidden', 'unauthorized', 'serviceError', 'connectionLost'] as const) {
    it(`keeps the error of the POST when the search ends with ${code}`, async () => {
      const { service, poll } = createFixture()
      service.faults.logs.push(errorFault(code, { supportId: 'search' }))
      const job = unconfirmedJob({ error: errorDetail('serviceError', { status: 504 }), supportId: 'post' })
      const { patch } = (await poll(job)).update
      const after = { ...job, ...patch }
      assert.deepEqual([after.error, after.supportId], [job.error, 'post'])
    })
  }

  it('acquires each further page, and stops at rows that are older than the job', async () => {
    const fixture = createFixture()
    const { service, poll, clock } = fixture
    for (let n = 0; n < 250; n++) service.addGeneration(`older ${n}`)
    clock.advance(30 * 3_600_000)
    const job = unconfirmedJob({ createdAt: clock.now() })
    const { id } = service.addGeneration(job.clientRequestId)
    for (let n = 0; n < 230; n++) service.addGeneration(`newer ${n}`)
    const found = await poll(job)
    assert.deepEqual([found.update.patch.generationId, service.callCount('logs'), fixture.acquired], [id, 3, 2])
    service.calls.length = 0
    await poll({ ...job, clientRequestId: 'not sent' })
    assert.equal(service.callCount('logs'), 3, 'the third page is older than the job')
  })

  it('stops if the service always reports another page', async () => {
    const { service, poll } = createFixture()
    const row = service.logRowOf(service.addGeneration('other'))
    let calls = 0
    service.listLogs = async () => {
      calls++
      return { rows: [row], hasMore: true }
    }
    const { update } = await poll(unconfirmedJob())
    assert.deepEqual([update.state, calls], ['unconfirmed', 20])
  })

  for (const changeMs of [-5, 400].map((days) => days * 86_400_000)) {
    it(`requests a number of days that the service allows if the clock changes by ${changeMs} ms`, async () => {
      const { service, poll, clock } = createFixture()
      clock.changeTime(changeMs)
      const requestedDays: number[] = []
      service.listLogs = async ({ days }) => {
        requestedDays.push(days)
        return { rows: [], hasMore: false }
      }
      await poll(unconfirmedJob())
      assert.deepEqual(requestedDays, [changeMs < 0 ? 1 : 92])
    })
  }

  it('makes only allowed transitions', async () => {
    for (const state of ['submitting', 'unconfirmed', 'queued', 'generating'] as const) {
      for (const generationId of state === 'submitting' || state === 'unconfirmed' ? [undefined, 'g'] : ['g']) {
        for (const code of ['notFound', 'forbidden', 'connectionLost', 'rateLimited'] as const) {
          const { service, poll } = createFixture()
          service.faults.get.push(errorFault(code))
          service.faults.logs.push(errorFault(code))
          const { update } = await poll(buildJob({ state, generationId, misses: 9, searches: 9 }))
          assert.ok(canTransition(state, update.state), `${state} → ${update.state}`)
        }
      }
    }
  })
})
