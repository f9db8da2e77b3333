import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Job, JobState } from '../../../../src/core/job/job.ts'
import { canTransition } from '../../../../src/core/job/transitions.ts'
import { type Call, type Fault, failure } from '../../../fixtures/jobs/fakeService.ts'
import { gate, makeWorld, REQUEST, type TestContext, type Window } from '../../../fixtures/jobs/testContext.ts'

const MINUTE = 60_000

/** What may happen. `n` picks a job or a window among those that there are. */
type Happening =
  | { readonly kind: 'submit'; readonly n: number }
  | { readonly kind: 'retry' | 'stop' | 'checkAgain' | 'downloadAgain' | 'remove' | 'undo'; readonly n: number }
  | { readonly kind: 'importFromAccount'; readonly n: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'kill' | 'close'; readonly n: number }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'jump'; readonly hours: number }
  /** The next call of that kind meets this instead of its answer. */
  | { readonly kind: 'fault'; readonly call: Call['kind']; readonly fault: string; readonly sold: boolean }
  /** Holds the calls that come, or answers those held, the last first. */
  | { readonly kind: 'hold' | 'answer' }
  | { readonly kind: 'deadAddress' | 'freshAddress' | 'generationFails'; readonly n: number }

const FAULTS: Readonly<Record<string, () => Fault>> = {
  cut: () => ({ kind: 'fail', failure: failure('connectionLost') }),
  unreadable: () => ({ kind: 'fail', failure: failure('unreadable') }),
  trouble: () => ({ kind: 'fail', failure: failure('serviceError') }),
  limited: () => ({ kind: 'fail', failure: failure('rateLimited', { retryAfterMs: 20_000 }) }),
  notSent: () => ({ kind: 'fail', failure: failure('unreachable', { sent: false }) }),
  refused: () => ({ kind: 'fail', failure: failure('badRequest') }),
  gone: () => ({ kind: 'fail', failure: failure('notFound') }),
  forbidden: () => ({ kind: 'fail', failure: failure('forbidden') }),
  unknown: () => ({ kind: 'answer', patch: { status: 'teleporting', videoUrl: undefined } }),
  backwards: () => ({ kind: 'answer', patch: { status: 'queued', videoUrl: undefined } }),
  otherId: () => ({ kind: 'answer', patch: { id: 'changed', status: 'generating', videoUrl: undefined } }),
}
/** What a POST may meet after the service has sold, without the service lying about it. */
const AFTER_SALE = new Set(['cut', 'unreadable', 'trouble'])

const n = fc.nat(5)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('submit' as const), n }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(...(['retry', 'stop', 'checkAgain', 'downloadAgain', 'remove', 'undo'] as const)),
      n,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('importFromAccount' as const), n }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'open' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'close' as const), n }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump' as const), hours: fc.integer({ min: -30, max: 30 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      call: fc.constantFrom('post' as const, 'get' as const, 'logs' as const),
      fault: fc.constantFrom(...Object.keys(FAULTS)),
      sold: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'answer' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('deadAddress' as const, 'freshAddress' as const, 'generationFails' as const),
      n,
    }),
  },
)

/** One run: the real store and engines, and what has to be true whatever happens. */
class Run {
  readonly w: TestContext
  windows: Window[] = []
  /** What the person removed; nothing is promised about it. */
  readonly removed = new Set<string>()
  readonly #held: ReturnType<typeof gate>[] = []
  #holding = false
  readonly #last = new Map<string, JobState>()
  readonly #problems: string[] = []

  constructor(w: TestContext) {
    this.w = w
    w.service.gate = (call) => this.#arrive(call)
    this.open()
  }

  get store(): Window['store'] {
    return (this.windows[0] ?? assert.fail('no window')).store
  }

  open(): void {
    const window = this.w.window()
    const { store } = window
    this.windows.push(window)
    // Every write of this window, in the order it was made: no state may be jumped over by the table.
    store.onDidChange(() => this.#watch(store.list()))
  }

  #watch(jobs: readonly Job[]): void {
    for (const { id, state } of jobs) {
      const before = this.#last.get(id) ?? state
      // Another window's write may lie between two looks of this one; two steps are then seen as one.
      const legal =
        canTransition(before, state) || STATES.some((via) => canTransition(before, via) && canTransition(via, state))
      if (!legal || state === 'submitting' ? before !== state : false) this.#problems.push(`${before} → ${state}`)
      this.#last.set(id, state)
    }
  }

  #arrive(call: Call): Promise<void> | undefined {
    if (call.kind === 'post' && this.w.service.postsOf(call.about) > 1) this.#problems.push(`sent twice: ${call.about}`)
    if (call.kind === 'post' && this.w.service.postsOf(call.about) === 1) this.#checkIntent(call.about)
    if (!this.#holding) return undefined
    const held = gate()
    this.#held.push(held)
    return held.promise
  }

  #checkIntent(clientRequestId: string): void {
    const row = this.store.database.all('SELECT state FROM jobs WHERE client_request_id = ?', clientRequestId)[0]
    if (row?.['state'] !== 'submitting') this.#problems.push(`sent without its intent: ${clientRequestId}`)
  }

  release(): void {
    this.#holding = false
    for (const held of this.#held.splice(0).reverse()) held.open()
  }

  async do(one: Happening): Promise<void> {
    this.#act(one)
    if (one.kind === 'pass') await this.w.pass(one.seconds * 1000, 2000)
    else await this.w.settle()
    this.check()
  }

  #act(one: Happening): void {
    const { w } = this
    const index = 'n' in one ? one.n : 0
    const window = this.windows[index % this.windows.length] ?? assert.fail()
    const { engine } = window
    const jobs = this.store.list()
    const id = jobs[index % Math.max(1, jobs.length)]?.id ?? 'nobody'
    const sold = w.service.sold[index % Math.max(1, w.service.sold.length)]
    const acts: Readonly<Record<string, () => unknown>> = {
      submit: () => engine.submit(REQUEST),
      retry: () => engine.retry(id),
      stop: () => engine.stop(id),
      checkAgain: () => engine.checkAgain(id),
      downloadAgain: () => engine.downloadAgain(id),
      remove: () => this.#remove(engine, id),
      undo: () => engine.undoRemove([...this.removed][index % Math.max(1, this.removed.size)] ?? 'nobody'),
      importFromAccount: () => engine.importFromAccount(w.service.sold.slice(index).map((row) => w.service.rowOf(row))),
      open: () => this.windows.length < 3 && this.open(),
      kill: () => this.#end(window, 'kill'),
      close: () => this.#end(window, 'close'),
      hold: () => {
        this.#holding = true
      },
      answer: () => this.release(),
      deadAddress: () => w.files.set(sold?.videoUrl ?? '', 404),
      freshAddress: () => Object.assign(sold ?? {}, { videoUrl: `${sold?.videoUrl}?fresh` }),
      generationFails: () => Object.assign(sold ?? {}, { ends: 'error' }),
    }
    if (one.kind === 'jump') w.clock.jump(one.hours * 60 * MINUTE)
    else if (one.kind === 'fault') this.#fault(one.call, one.fault, one.sold)
    else quietly(acts[one.kind] ?? (() => {}))
  }

  #end(window: Window, how: 'kill' | 'close'): void {
    window[how]()
    this.windows = this.windows.filter((other) => other !== window)
    if (this.windows.length === 0) this.open()
  }

  #remove(engine: Window['engine'], id: string): void {
    this.removed.add(id)
    engine.remove(id)
  }

  #fault(call: Call['kind'], name: string, wasSold: boolean): void {
    // A service that lies about the id of what it just sold has no promise to keep.
    if (call === 'post' && name === 'otherId') return
    const fault = FAULTS[name]?.() ?? assert.fail()
    // A POST is refused or answered as API.md says: 404 and 403 are refusals there too.
    const sold = call === 'post' && AFTER_SALE.has(name) && wasSold
    this.w.service.faults[call].push(fault.kind === 'fail' ? { ...fault, sold } : fault)
  }

  /** What must be true at every moment. */
  check(): void {
    assert.deepEqual(this.#problems, [])
    const rows = this.store.database.all('SELECT id, client_request_id, generation_id, state FROM jobs')
    for (const sold of this.w.service.sold) {
      if (this.removed.has(sold.clientRequestId.replace('wan-vace-', ''))) continue
      const row = rows.find((one) => one['client_request_id'] === sold.clientRequestId)
      const known = rows.some((one) => one['generation_id'] === sold.id)
      const sought = row?.['state'] === 'submitting' || row?.['state'] === 'unconfirmed'
      assert.ok(known || sought, `${sold.id} was sold and is lost; its job is ${String(row?.['state'])}`)
    }
    const twice = this.w.service.sold.map((sold) => sold.clientRequestId)
    assert.equal(new Set(twice).size, twice.length, 'sold twice for one intent')
    assert.ok(
      this.windows.every(({ log }) => !/RangeError|No job goes/.test(log.errors.join())),
      'an illegal transition',
    )
  }

  /** With a service that behaves, everything comes to an end or to a decision of the person. */
  async finish(): Promise<void> {
    this.release()
    for (const queue of Object.values(this.w.service.faults)) queue.length = 0
    await this.w.pass(60 * MINUTE, 15_000)
    this.check()
    for (const job of this.store.list()) {
      const at = `${job.state} ${job.file.state} ${JSON.stringify(job.error)} next ${job.nextAt}`
      const ended = ['failed', 'stopped', 'completed'].includes(job.state) || job.nextAt === undefined
      assert.ok(ended && !['submitting', 'queued', 'generating'].includes(job.state), `stuck: ${at}`)
      if (job.state === 'completed') assert.ok(!['none', 'downloading'].includes(job.file.state), `file stuck: ${at}`)
    }
    const perJob = this.w.notices.map((job) => `${job.id} ${job.state} ${job.finishedAt}`)
    assert.deepEqual(perJob.length, new Set(perJob).size, 'told of twice')
  }
}

const STATES: readonly JobState[] = ['unconfirmed', 'queued', 'generating', 'completed', 'failed', 'stopped']

/** Refusals and storage errors are an answer to the person, and no concern of the model's. */
function quietly(body: () => unknown): void {
  try {
    void Promise.resolve(body()).catch(() => {})
  } catch {}
}

describe('whatever happens', () => {
  it('no generation is lost, none is bought twice, no state is jumped to, and nothing is stuck', async function () {
    this.timeout(120_000)
    const property = fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 30 }), async (happenings) => {
      using w = makeWorld()
      const run = new Run(w)
      for (const one of happenings) await run.do(one)
      await run.finish()
    })
    // A failure prints its seed and path; give them here to see it again.
    await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false })
  })
})
