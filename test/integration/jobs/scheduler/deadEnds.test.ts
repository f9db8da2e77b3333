import assert from 'node:assert/strict'
import type { ApiErrorCode } from '../../../../src/core/errorDetail.ts'
import { errorDetail } from '../../../../src/core/errors.ts'
import { availableActions, type JobAction } from '../../../../src/core/job/actions.ts'
import { billingStatusOf } from '../../../../src/core/job/billing.ts'
import type { FileState, Job, JobState } from '../../../../src/core/job/job.ts'
import { JOB_STATES } from '../../../../src/core/job/transitions.ts'
import type { JobPatch } from '../../../../src/jobs/store/jobPatch.ts'
import type { NewJob } from '../../../../src/jobs/store/newJob.ts'
import { buildJob, buildNewJob } from '../../../fixtures/jobs/buildJob.ts'
import { apiError } from '../../../fixtures/jobs/fakeService.ts'
import { createTestContext, MINUTE, type TestContext, type TestWindow } from '../../../fixtures/jobs/testContext.ts'

const FILE_STATES: readonly FileState[] = ['none', 'downloading', 'saved', 'failed', 'lost', 'deleted']
/** Actions that lead on. The others only show or copy something, remove the job, or buy another generation. */
const WAYS_ON: readonly JobAction[] = ['saveAs', 'checkAgain', 'retry', 'downloadAgain', 'stopTracking']

/** Returns what is wrong with a job that neither changes by itself nor has an action that leads on. */
function deadEnd(job: Job): string[] {
  if (job.nextAt !== undefined || job.retriedAs !== undefined) return []
  // The service said so, and nothing was charged.
  if (job.state === 'failed' && billingStatusOf(job) === 'notCharged') return []
  const actions = availableActions(job, { hasRequest: true })
  if (WAYS_ON.some((action) => actions.has(action))) return []
  return [`${job.state}, file ${job.file.state}, error ${job.error?.code}, generation ${job.generationId}`]
}

describe('a job in any state', () => {
  it('is scheduled, or has an action that leads on', () => {
    const problems = JOB_STATES.flatMap((state) =>
      FILE_STATES.flatMap((fileState) =>
        [undefined, 'g'].flatMap((generationId) => {
          // A job is written together with the time of its first check.
          if (state === 'submitting') return []
          const needsId = state === 'stopped' || state === 'completed'
          const error = state === 'failed' ? { error: errorDetail('generationNotFound', { attempts: 5 }) } : {}
          const id = generationId ?? (needsId ? 'g' : undefined)
          return deadEnd(buildJob({ state, generationId: id, nextAt: undefined, file: { state: fileState }, ...error }))
        }),
      ),
    )
    assert.deepEqual(problems, [])
  })
})

const SANDBOX = 'http://127.0.0.1:49152'

interface Event {
  readonly name: string
  readonly apply: (context: TestContext, window: TestWindow, id: string) => unknown
}

function failCalls(context: TestContext, kind: 'get' | 'logs', code: ApiErrorCode): void {
  context.service.faults[kind].push(...Array(2000).fill({ kind: 'error', error: apiError(code) }))
}

const CODES = ['notFound', 'forbidden', 'badRequest', 'serviceError', 'unreadable', 'unauthorized'] as const

const EVENTS: readonly Event[] = [
  { name: 'nothing', apply: () => undefined },
  ...CODES.map((code) => ({
    name: `${code} every time`,
    apply: (context: TestContext) => {
      failCalls(context, 'get', code)
      failCalls(context, 'logs', code)
    },
  })),
  ...(['completed', 'error', 'teleporting'] as const).map((status) => ({
    name: `the status ${status} without a video`,
    apply: ({ service }: TestContext) => {
      const fault = { kind: 'response', patch: { status, videoUrl: undefined } } as const
      service.faults.get.push(...Array(2000).fill(fault))
    },
  })),
  { name: '404 for the video', apply: ({ files }) => files.set('https://cdn.example/1.mp4', 404) },
  { name: 'no connection', apply: ({ service }) => Object.assign(service, { isOffline: true }) },
  { name: 'Stop Tracking', apply: (_context, { scheduler }, id) => scheduler.stop(id) },
  { name: 'Check Again', apply: (_context, { scheduler }, id) => scheduler.checkAgain(id) },
  { name: 'Download Again', apply: (_context, { scheduler }, id) => scheduler.downloadAgain(id) },
  { name: 'Retry', apply: (_context, { scheduler }, id) => scheduler.retry(id) },
  {
    name: 'Remove and Undo',
    apply: async (_context, { scheduler }, id) => {
      await scheduler.remove(id)
      await scheduler.undoRemove(id)
    },
  },
  {
    name: 'a restart of the window',
    apply: (context, window) => {
      window.kill()
      context.openWindow()
    },
  },
]

/** What is known about a generation. An import and a response can leave out either. */
const KNOWN: readonly JobPatch[] = [
  { generationId: '1:alibaba/wan', resultUrl: 'https://cdn.example/1.mp4' },
  { generationId: '1:alibaba/wan' },
  { resultUrl: 'https://cdn.example/1.mp4' },
  {},
]

/** Scheduled or not; the file only of a completed job. */
function* startingJobs(now: number): Generator<NewJob> {
  for (const state of JOB_STATES) {
    const fileStates: readonly FileState[] = state === 'completed' ? FILE_STATES : ['none']
    for (const fileState of fileStates) {
      const isDone =
        ['saved', 'failed', 'lost', 'deleted'].includes(fileState) || state === 'failed' || state === 'stopped'
      const error = state === 'failed' ? { error: errorDetail('generationNotFound', { attempts: 5 }) } : {}
      for (const known of knownIn(state)) {
        yield buildNewJob({ state, patch: { ...known, ...error, fileState, nextAt: isDone ? null : now } })
      }
    }
  }
}

function knownIn(state: JobState): readonly JobPatch[] {
  if (state === 'completed') return KNOWN
  const hasId = state !== 'submitting' && state !== 'unconfirmed'
  return [hasId ? { generationId: '1:alibaba/wan' } : {}]
}

describe('a job in any state, after any event', () => {
  for (const { name, apply } of EVENTS) {
    it(`is scheduled, or has an action that leads on: ${name}`, async function () {
      this.timeout(60_000)
      using context = createTestContext()
      const first = context.openWindow()
      context.service.addGeneration('accepted')
      const jobs = [...startingJobs(context.clock.now())]
      for (const job of jobs) await first.store.create(job)
      for (const { id } of jobs) {
        // Not awaited: a retry may wait for the rate limit. The action may not be available in this state.
        void Promise.resolve(apply(context, first, id)).catch(() => undefined)
        if (name.startsWith('a restart')) break
      }
      await context.advance(30 * MINUTE, 15_000)
      const window = context.openWindow()
      assert.deepEqual(window.store.list().flatMap(deadEnd), [])
      await context.advance(12 * 60 * MINUTE, 10 * MINUTE)
      assert.deepEqual(window.store.list().flatMap(deadEnd), [])
    })
  }

  it('ends with an action if its sandbox has stopped', async () => {
    using context = createTestContext()
    const window = context.openWindow()
    for (const job of startingJobs(context.clock.now())) {
      await window.store.create({ ...job, apiOrigin: SANDBOX, isFree: true })
    }
    context.stoppedOrigins.add(SANDBOX)
    await context.advance(10 * MINUTE, 10_000)
    const states = window.store.list().filter(({ nextAt }) => nextAt !== undefined)
    assert.deepEqual([states, window.store.list().flatMap(deadEnd)], [[], []])
  })
})
