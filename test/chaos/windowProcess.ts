// A window without an editor: submits, polls and downloads on a shared store until the process is killed.
// The argument is `WindowOptions` as JSON.

import { appendFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { createApiClient } from '../../src/api/createApiClient.ts'
import { isWaitingForUser } from '../../src/core/job/batch.ts'
import type { GenerationRequest } from '../../src/core/job/job.ts'
import { JobScheduler } from '../../src/jobs/scheduler/jobScheduler.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import { KEY } from '../faults/faultFixture.ts'
import { scaledClock } from '../faults/scaledClock.ts'
import { directNetwork } from '../fixtures/directNetwork.ts'
import { SMALL_REQUEST } from '../fixtures/jobs/smallRequest.ts'
import { repairLine } from './checkStore.ts'

export interface WindowOptions {
  readonly folder: string
  readonly apiUrl: string
  readonly speed: number
  readonly baseMs: number
  /** Number of requests to submit, one after the other. With 0, the process only continues existing jobs. */
  readonly requests: number
  /** Number of requests of a batch to submit before them. With 0, none is submitted. */
  readonly batchSize: number
  /** Whether the process continues the batches that were paused, as a user would. */
  readonly continuesBatches?: boolean
  /** File to which each error and each notification is appended as one line. */
  readonly eventFile: string
}

const options = JSON.parse(process.argv[2] ?? '{}') as WindowOptions
const clock = scaledClock(options.speed, options.baseMs)
const ignore = () => undefined
const log = { info: ignore, warn: ignore, error: (message: string) => writeEvent(`error ${message}`) }
const network = directNetwork(log)
const client = createApiClient({ baseUrl: options.apiUrl, key: KEY, transport: network.transport, log, now: Date.now })
const store = new JobStore(options.folder, log, clock.now(), (repair) => writeEvent(repairLine(repair).trim()))
const scheduler = new JobScheduler({
  store,
  connect: async () => ({ origin: options.apiUrl, client }),
  origin: () => options.apiUrl,
  fetch: network.resultFetch,
  clock,
  log,
  // A batch can pause several times.
  notifyBatch: ({ kind, batch }) => kind === 'finished' && writeEvent(`notification ${batch.id} ${kind}`),
  // A job can need a decision first, and complete later.
  notify: (job) => writeEvent(`notification ${job.id} ${job.state}`),
  keepVideosForDays: () => 0,
})
void scheduler.run()
process.send?.('working')
if (options.batchSize > 0) {
  const requests = Array<GenerationRequest>(options.batchSize).fill(SMALL_REQUEST)
  await scheduler.submitBatch({ name: 'Batch', requests, axes: [] }).catch(writeError)
}
for (let n = 0; n < options.requests; n++) {
  await scheduler.submit(SMALL_REQUEST).catch(writeError)
  await delay(30)
}
while (options.continuesBatches) {
  await delay(100)
  const waiting = store.plannedBatches().filter((batch) => isWaitingForUser(batch, clock.now()))
  for (const { id } of waiting) await scheduler.continueBatch(id).catch(writeError)
}

function writeError(error: Error): void {
  writeEvent(`error ${error.message}`)
}

/** Appends a line in one write, so that lines of several processes do not mix. */
function writeEvent(line: string): void {
  appendFileSync(options.eventFile, `${line}\n`)
}
