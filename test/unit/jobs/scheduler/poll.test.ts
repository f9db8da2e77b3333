import assert from 'node:assert/strict'
import type { ApiError, FailedCall } from '../../../../src/api/errors.ts'
import type { ApiErrorCode } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import type { Job } from '../../../../src/core/job/job.ts'
import { backoffMs, MAX_MISSES, MAX_WAIT_MS, SEARCH_DELAYS_MS } from '../../../../src/core/job/pollSchedule.ts'
import { canTransition } from '../../../../src/core/job/transitions.ts'
import { callFailureOf } from '../../../../src/jobs/scheduler/callFailure.ts'
import { type PollResult, pollJob } from '../../../../src/jobs/scheduler/poll.ts'
import { NOTIFICATION } from '../../../../src/jobs/store/jobPatch.ts'
import { buildJob, ORIGIN } from '../../../fixtures/jobs/buildJob.ts'
import { FakeClock, START } from '../../../fixtures/jobs/fakeClock.ts'
import { FakeService, type Fault, failure } from '../../../fixtures/jobs/fakeService.ts'
import { recordingLog } from '../../../fixtures/jobs/recordingLog.ts'

interface Around {
  readonly service: FakeService
  readonly clock: FakeClock
  turns: number
  readonly log: ReturnType<typeof recordingLog>
  look(job: Job): Promise<PollResult>
}

function around(): Around {
  const clock = new FakeClock()
  const service = new FakeService(() => clock.now())
  const log = recordingLog()
  const world: Around = {
    ...{ service, clock, log, turns: 0 },
    look: (job) =>
      pollJob(job, {
        connection: { origin: ORIGIN, client: service },
        now: () => clock.now(),
        random: () => 0.5,
        log,
        signal: new AbortController().signal,
        rateLimiter: {
          acquire: async () => {
            world.turns++
          },
        },
      }),
  }
  return world
}

const running = (parts: Partial<Job> = {}) => buildJob({ state: 'generating', generationId: '1:alibaba/wan', ...parts })
const sought = (parts: Partial<Job> = {}) => buildJob({ state: 'unconfirmed', ...parts })
const fails = (kind: ApiErrorCode, details: Partial<FailedCall> = {}): Fault => ({
  kind: 'fail',
  failure: failure(kind, details),
})

describe('a look at a running generation', () => {
  const KINDS: readonly ApiErrorCode[] = [
    ...([
      'unreachable',
      'connectionLost',
      'unreadable',
      'redirected',
      'badRequest',
      'unauthorized',
      'outOfCredits',
    ] as const),
    ...(['forbidden', 'tooLarge', 'rateLimited', 'refused', 'serviceError'] as const),
  ]
  for (const kind of KINDS) {
    it(`that is ${kind} leaves it running, waits and says why`, async () => {
      const w = around()
      w.service.faults.get.push(fails(kind, { supportId: 'req-1' }))
      const { update, pauseMs } = await w.look(running({ failures: 3 }))
      assert.deepEqual(update, {
        state: 'generating',
        patch: {
          error: callFailureOf(failure(kind)).detail,
          ...{ supportId: 'req-1', failures: 4, nextAt: START + backoffMs(4) },
        },
      })
      assert.equal(pauseMs, kind === 'rateLimited' || kind === 'unauthorized' ? backoffMs(4) : undefined)
    })
  }

  for (const [asked, waits] of [
    [0, 1000],
    [3000, 3000],
    [600_000, 600_000],
    [1e15, MAX_WAIT_MS],
  ] as const) {
    it(`waits ${waits} ms when told to wait ${asked}`, async () => {
      const w = around()
      w.service.faults.get.push(fails('rateLimited', { retryAfterMs: asked }))
      const { update, pauseMs } = await w.look(running())
      assert.deepEqual([pauseMs, update.patch.nextAt], [waits, START + waits])
    })
  }

  it('takes a generation for gone after several 404s in a row only', async () => {
    const w = around()
    const states: unknown[] = []
    let job = running({ generationId: 'never sold' })
    for (let n = 1; n <= MAX_MISSES; n++) {
      const { update } = await w.look(job)
      states.push([update.state, update.patch.misses, update.patch.nextAt === null])
      job = { ...job, misses: update.patch.misses ?? 0 }
    }
    assert.deepEqual(states, [...[1, 2, 3, 4].map((misses) => ['generating', misses, false]), ['failed', 5, true]])
  })

  it('forgets 404s and failures after a good answer', async () => {
    const w = around()
    const { id } = w.service.sell('x')
    const { patch } = (await w.look(running({ generationId: id, misses: 4, failures: 9 }))).update
    assert.deepEqual([patch.misses, patch.failures, patch.error], [0, 0, null])
  })

  it('takes an unknown word as still running, and says so in the log; an answer about another id counts', async () => {
    const w = around()
    const { id } = w.service.sell('x')
    w.service.faults.get.push({ kind: 'answer', patch: { status: 'teleporting', id: 'changed' } })
    const { update } = await w.look(running({ generationId: id }))
    assert.deepEqual([update.state, update.patch.generationId, w.log.warnings.length], ['generating', id, 2])
  })

  it('writes one line to the log, whatever the service calls its status', async () => {
    const w = around()
    const { id } = w.service.sell('x')
    w.service.faults.get.push({ kind: 'answer', patch: { status: 'x"\n2026-08-21 [error] forged' } })
    await w.look(running({ generationId: id }))
    assert.ok(w.log.warnings.every((line) => !line.includes('\n')))
  })

  it('hands a data: URI over beside the outcome', async () => {
    const w = around()
    const sold = w.service.sell('x')
    sold.videoUrl = 'data:video/mp4;base64,AAAA'
    w.clock.pass(60_000)
    const { update, dataUrl } = await w.look(running({ generationId: sold.id }))
    assert.deepEqual([update.state, update.patch.resultUrl, dataUrl], ['completed', null, sold.videoUrl])
  })

  it('rejects when it was called off, so that nothing is written', async () => {
    const w = around()
    w.service.faults.get.push(fails('aborted'))
    await assert.rejects(w.look(running()), (error: ApiError) => error.code === 'aborted')
  })

  it('takes a fault of this program for no answer', async () => {
    const w = around()
    w.service.getGeneration = () => Promise.reject(new TypeError('Oops'))
    const { update } = await w.look(running())
    assert.deepEqual(
      [update.state, update.patch.error],
      ['generating', { code: 'unexpected', args: { message: 'Oops' } }],
    )
  })
})

describe('the search for a generation', () => {
  it('begins without a call for a job whose window died before the answer', async () => {
    const w = around()
    const { update } = await w.look(buildJob({ state: 'submitting' }))
    assert.deepEqual([update.state, update.patch.nextAt], ['unconfirmed', START + (SEARCH_DELAYS_MS[0] ?? 0)])
    assert.equal(w.service.calls.length, 0)
  })

  it('finds it by its client request id', async () => {
    const w = around()
    w.service.sell('another')
    const sold = w.service.sell(sought().clientRequestId)
    const { update } = await w.look(sought({ searches: 2 }))
    assert.deepEqual([update.state, update.patch.generationId, update.patch.nextAt], ['queued', sold.id, START])
  })

  it('finds it failed: failed, with its id', async () => {
    const w = around()
    const sold = w.service.sell(sought().clientRequestId)
    sold.ends = 'error'
    w.clock.pass(60_000)
    const { update } = await w.look(sought())
    assert.deepEqual([update.state, update.patch.generationId], ['failed', sold.id])
  })

  it('is made a few times over some minutes, and then the person decides', async () => {
    const w = around()
    let job = sought({ error: errorDetail('interrupted', {}) })
    const waits: unknown[] = []
    for (let n = 0; n < SEARCH_DELAYS_MS.length; n++) {
      const { update } = await w.look(job)
      const { nextAt, notification, error } = update.patch
      waits.push([update.state, nextAt ? nextAt - START : nextAt, notification, error?.code])
      job = { ...job, searches: update.patch.searches ?? 0 }
    }
    assert.deepEqual(waits, [
      ...SEARCH_DELAYS_MS.slice(1).map((ms) => ['unconfirmed', ms, undefined, 'interrupted']),
      ['unconfirmed', null, NOTIFICATION.pending, 'interrupted'],
    ])
  })

  it('does not count a search that was not answered', async () => {
    for (const kind of ['unreachable', 'connectionLost', 'unauthorized', 'rateLimited', 'serviceError'] as const) {
      const w = around()
      w.service.faults.logs.push(fails(kind))
      const { update } = await w.look(sought({ searches: 5 }))
      assert.deepEqual([update.state, update.patch.searches, update.patch.failures], ['unconfirmed', undefined, 1])
    }
  })

  it('counts one that this key will never be answered, and says why', async () => {
    for (const kind of ['forbidden', 'notFound', 'badRequest', 'refused', 'outOfCredits'] as const) {
      const w = around()
      w.service.faults.logs.push(fails(kind))
      const { update } = await w.look(sought({ searches: 5 }))
      const { nextAt, notification, error } = update.patch
      assert.deepEqual(
        [update.state, nextAt, notification, error?.code],
        ['unconfirmed', null, NOTIFICATION.pending, kind],
      )
    }
  })

  it('reads page after page within the pace, back to the time of the job and no further', async () => {
    const w = around()
    for (let n = 0; n < 250; n++) w.service.sell(`older ${n}`)
    w.clock.pass(30 * 3_600_000)
    const job = sought({ createdAt: w.clock.now() })
    const mine = w.service.sell(job.clientRequestId)
    for (let n = 0; n < 230; n++) w.service.sell(`newer ${n}`)
    const found = await w.look(job)
    assert.deepEqual([found.update.patch.generationId, w.service.count('logs'), w.turns], [mine.id, 3, 2])
    w.service.calls.length = 0
    await w.look({ ...job, clientRequestId: 'never arrived' })
    assert.equal(w.service.count('logs'), 3, 'the third page is older than the job')
  })

  it('comes to an end in logs without one', async () => {
    const w = around()
    const row = w.service.rowOf(w.service.sell('other'))
    let calls = 0
    w.service.listLogs = async () => {
      calls++
      return { rows: [row], hasMore: true }
    }
    const { update } = await w.look(sought())
    assert.deepEqual([update.state, calls], ['unconfirmed', 20])
  })

  for (const jumpMs of [-5, 400].map((days) => days * 86_400_000)) {
    it(`asks for a span that the service allows, with a clock set by ${jumpMs} ms`, async () => {
      const w = around()
      w.clock.jump(jumpMs)
      const days: number[] = []
      w.service.listLogs = async (query) => {
        days.push(query.days)
        return { rows: [], hasMore: false }
      }
      await w.look(sought())
      assert.deepEqual(days, [jumpMs < 0 ? 1 : 92])
    })
  }

  it('only ever makes legal transitions', async () => {
    for (const state of ['submitting', 'unconfirmed', 'queued', 'generating'] as const) {
      for (const generationId of state === 'submitting' || state === 'unconfirmed' ? [undefined, 'g'] : ['g']) {
        for (const kind of ['notFound', 'forbidden', 'connectionLost', 'rateLimited'] as const) {
          const w = around()
          w.service.faults.get.push(fails(kind))
          w.service.faults.logs.push(fails(kind))
          const job = buildJob({ state, generationId, misses: 9, searches: 9 })
          const { update } = await w.look(job)
          assert.ok(canTransition(state, update.state), `${state} → ${update.state}`)
        }
      }
    }
  })
})
