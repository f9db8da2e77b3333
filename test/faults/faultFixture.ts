import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createApiClient } from '../../src/api/createApiClient.ts'
import type { Network } from '../../src/api/transport/network.ts'
import { type Job, needsDecision } from '../../src/core/job/job.ts'
import type { Log } from '../../src/core/ports.ts'
import { JobScheduler } from '../../src/jobs/scheduler/jobScheduler.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import type { FaultRule } from '../../src/sandbox/faults/fault.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox.ts'
import { directNetwork } from '../fixtures/directNetwork.ts'
import { AcceleratedClock } from './acceleratedClock.ts'

export const KEY = 'sk/a-key+that=must-not-leak'

/** How many times faster than real time the clock of the scheduler and the sandbox runs. */
const SPEED = 120

/** Timeout for a server that sends nothing or almost nothing, in real milliseconds. */
const TIMEOUT_MS = 5000

interface OriginReplacement {
  readonly calls: string
  readonly origin: string
  remaining: number
}

/** A store, a scheduler and the real API client, connected to a sandbox over HTTP. */
export class FaultFixture implements AsyncDisposable {
  readonly sandbox: Sandbox
  readonly store: JobStore
  readonly scheduler: JobScheduler
  /** Jobs that a notification was shown for. */
  readonly notifications: Job[] = []
  readonly logLines: string[] = []
  readonly folder: string
  readonly #clock: AcceleratedClock
  readonly #network: Network
  readonly #run: Promise<void>
  readonly #replacements: OriginReplacement[] = []

  /** `origin` is what the scheduler regards as the origin of the sandbox, whose own is on this computer. */
  static async start(origin?: string): Promise<FaultFixture> {
    const clock = new AcceleratedClock(SPEED)
    const sandbox = await startSandbox({ seconds: 12, key: KEY, now: () => clock.now() })
    return new FaultFixture(sandbox, clock, origin ?? sandbox.url)
  }

  private constructor(sandbox: Sandbox, clock: AcceleratedClock, origin: string) {
    this.sandbox = sandbox
    this.#clock = clock
    this.folder = mkdtempSync(join(tmpdir(), 'wan-vace-faults-'))
    const writeLine = (line: string) => this.logLines.push(line)
    const log: Log = { info: writeLine, warn: writeLine, error: writeLine }
    this.#network = directNetwork(log)
    const { transport, resultFetch } = this.#network
    const client = createApiClient({
      baseUrl: sandbox.url,
      key: KEY,
      transport: (url, request) =>
        transport(this.#route(`${request.method} ${url}`, url), {
          ...request,
          headersTimeoutMs: TIMEOUT_MS,
          bodyTimeoutMs: TIMEOUT_MS,
        }),
      log,
      now: Date.now,
      timeouts: { getMs: TIMEOUT_MS, postMs: TIMEOUT_MS, syncPostMs: TIMEOUT_MS },
    })
    this.store = new JobStore(this.folder, log, clock.now())
    this.scheduler = new JobScheduler({
      store: this.store,
      connect: async () => ({ origin, client }),
      origin: () => origin,
      fetch: (url, init) => resultFetch(this.#route(`FILE ${url}`, url), init),
      clock,
      log,
      notifyBatch: () => undefined,
      notify: (job) => this.notifications.push(job),
      keepVideosForDays: () => 0,
      stallMs: TIMEOUT_MS,
    })
    this.#run = this.scheduler.run()
  }

  addFaults(rules: readonly FaultRule[]): void {
    this.sandbox.addFaults(...rules)
  }

  /** Sends the next `times` calls to another origin whose method and URL contain `calls`. Downloads have method `FILE`. */
  replaceOrigin(calls: string, origin: string, times: number): void {
    this.#replacements.push({ calls, origin, remaining: times })
  }

  postCount(): number {
    return this.sandbox.calls().filter((call) => call.method === 'POST').length
  }

  /** Waits until nothing is scheduled for the job, or the user is to decide. Rejects after `timeoutMs` real milliseconds. */
  async waitUntilIdle(id: string, timeoutMs = 60_000): Promise<Job> {
    const until = Date.now() + timeoutMs
    for (;;) {
      const job = this.store.get(id)
      if (job !== undefined && job.state !== 'submitting' && job.nextAt === undefined) return job
      if (job !== undefined && needsDecision(job)) return job
      if (job !== undefined) this.#skipWait(job)
      if (Date.now() > until) {
        throw new Error(`The job is still in progress: ${JSON.stringify(job)}\n${this.logLines.join('\n')}`)
      }
      await delay(20)
    }
  }

  /** Sets the clock to the next attempt of a download, which may take days, or of a call that waits for more than a minute. */
  #skipWait({ id, state, nextAt = 0 }: Job): void {
    const waitMs = nextAt - this.#clock.now()
    const isLong = waitMs > (state === 'completed' ? 0 : 60_000)
    const isLeased = this.store.database.all('SELECT 1 FROM jobs WHERE id = ? AND lease_until > 0', id).length > 0
    if (isLong && !isLeased) this.#clock.advance(waitMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.scheduler.dispose()
    await this.#run
    await this.#network.close()
    await this.sandbox.close()
    this.store.close()
    this.#clock[Symbol.dispose]()
    rmSync(this.folder, { recursive: true, force: true })
  }

  #route(call: string, url: string): string {
    const replacement = this.#replacements.find((it) => it.remaining > 0 && call.includes(it.calls))
    if (replacement === undefined) return url
    replacement.remaining--
    const { pathname, search } = new URL(url)
    return replacement.origin + pathname + search
  }
}
