// A window without an editor: a real process that buys, watches and downloads on a shared store until it is killed.
// Its options are one JSON argument, see `WorkerOptions`.
import { appendFileSync } from 'node:fs'
import { createApiClient } from '../../src/api/createApiClient.ts'
import { JobScheduler } from '../../src/jobs/scheduler/jobScheduler.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import { KEY, REQUEST } from '../faults/faultFixture.ts'
import { scaledClock } from '../faults/scaledClock.ts'
import { directNetwork } from '../fixtures/directNetwork.ts'

export interface WorkerOptions {
  readonly folder: string
  readonly apiUrl: string
  readonly speed: number
  readonly baseMs: number
  /** Purchases, one after the other; 0 only finishes what is there. */
  readonly purchases: number
  /** Each purchase and each notice is appended here, one line each. */
  readonly diary: string
}

const options = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions
const clock = scaledClock(options.speed, options.baseMs)
const quiet = () => undefined
const log = { info: quiet, warn: quiet, error: (message: string) => write(`error ${message}`) }
const network = directNetwork(log)
const client = createApiClient({ baseUrl: options.apiUrl, key: KEY, transport: network.transport, log, now: Date.now })
const store = new JobStore(options.folder, log, clock.now())
const engine = new JobScheduler({
  store,
  connect: async () => ({ origin: options.apiUrl, client }),
  origin: () => options.apiUrl,
  fetch: network.resultFetch,
  clock,
  log,
  notify: (job) => write(`notice ${job.id}`),
  keepVideosForDays: () => 0,
})
void engine.run()
process.send?.('working')
for (let i = 0; i < options.purchases; i++) {
  await engine.submit(REQUEST).catch((error: Error) => write(`error ${error.message}`))
  await new Promise((resolve) => setTimeout(resolve, 30))
}

/** One short append is one write: lines of several processes do not mix. */
function write(line: string): void {
  appendFileSync(options.diary, `${line}\n`)
}
