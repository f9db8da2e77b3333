import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiClient } from '../../src/api/createApiClient.ts'
import type { Network } from '../../src/api/transport/network.ts'
import type { GenerationRequest, Job } from '../../src/core/job/job.ts'
import type { Clock, Log } from '../../src/core/ports.ts'
import { JobScheduler } from '../../src/jobs/scheduler/jobScheduler.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import type { FaultRule } from '../../src/sandbox/faults/fault.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox.ts'
import { directNetwork } from '../fixtures/directNetwork.ts'
import { scaledClock } from './scaledClock.ts'

/** The smallest video there is, and the same one for every job, so that the sandbox draws it once. */
export const REQUEST: GenerationRequest = {
  model: 'alibaba/wan2.2-vace-fun-a14b-pose',
  values: {
    video_url: 'https://example.com/dance.mp4',
    prompt: 'a dancer',
    seed: 1,
    resolution: '240p',
    aspect_ratio: '1:1',
  },
}

export const KEY = 'a-key-that-must-not-leak'

/** Minutes of a job's life pass in seconds. */
const SPEED = 120

/** Real milliseconds after which a silent or dripping server is given up on. */
const DEADLINE_MS = 2500

/** A store, an engine and the real client, talking to a sandbox over real sockets. */
export class FaultFixture {
  readonly sandbox: Sandbox
  readonly store: JobStore
  readonly engine: JobScheduler
  readonly notices: Job[] = []
  readonly lines: string[] = []
  readonly folder: string
  readonly #network: Network
  readonly #run: Promise<void>

  readonly #detours: { readonly matches: string; readonly origin: string; left: number }[] = []

  static async start(): Promise<FaultFixture> {
    const clock = scaledClock(SPEED, Date.now())
    return new FaultFixture(await startSandbox({ seconds: 12, key: KEY, now: () => clock.now() }), clock)
  }

  private constructor(sandbox: Sandbox, clock: Clock) {
    this.sandbox = sandbox
    this.folder = mkdtempSync(join(tmpdir(), 'wan-vace-faults-'))
    const log: Log = {
      info: (m) => this.lines.push(m),
      warn: (m) => this.lines.push(m),
      error: (m) => this.lines.push(m),
    }
    this.#network = directNetwork(log)
    const { transport, resultFetch } = this.#network
    const client = createApiClient({
      baseUrl: sandbox.url,
      key: KEY,
      transport: (url, request) =>
        transport(this.#way(`${request.method} ${url}`, url), {
          ...request,
          headersTimeoutMs: DEADLINE_MS,
          bodyTimeoutMs: DEADLINE_MS,
        }),
      log,
      now: Date.now,
      timeouts: { getMs: DEADLINE_MS, postMs: DEADLINE_MS, syncPostMs: DEADLINE_MS },
    })
    this.store = new JobStore(this.folder, log, clock.now())
    const origin = sandbox.url
    this.engine = new JobScheduler({
      store: this.store,
      connect: async () => ({ origin, client }),
      origin: () => origin,
      fetch: (url, init) => resultFetch(this.#way(`FILE ${url}`, url), init),
      clock,
      log,
      notify: (job) => this.notices.push(job),
      keepVideosForDays: () => 0,
      stallMs: DEADLINE_MS,
    })
    this.#run = this.engine.run()
  }

  fault(rules: readonly FaultRule[]): void {
    this.sandbox.addFaults(...rules)
  }

  /** Sends the next `times` calls whose method and address hold `matches` to another origin. */
  detour(matches: string, origin: string, times: number): void {
    this.#detours.push({ matches, origin, left: times })
  }

  #way(call: string, url: string): string {
    const detour = this.#detours.find((d) => d.left > 0 && call.includes(d.matches))
    if (detour === undefined) return url
    detour.left--
    const { pathname, search } = new URL(url)
    return detour.origin + pathname + search
  }

  posts(): number {
    return this.sandbox.calls().filter((call) => call.method === 'POST').length
  }

  /** Waits until nothing more happens to the job by itself. Rejects after `ms` real milliseconds, telling the job. */
  async settled(id: string, ms = 60_000): Promise<Job> {
    const until = Date.now() + ms
    for (;;) {
      const job = this.store.get(id)
      if (job !== undefined && job.state !== 'submitting' && job.nextAt === undefined) return job
      if (Date.now() > until) throw new Error(`The job never settled: ${JSON.stringify(job)}\n${this.lines.join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async close(): Promise<void> {
    this.engine.dispose()
    await this.#run
    await this.#network.close()
    await this.sandbox.close()
    this.store.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
