import { makeTempFolder, removeTempFolder } from '../../scripts/lib/tempFolder.ts'
import { RateLimiter } from '../../src/jobs/scheduler/rateLimiter.ts'
import { JobLeases } from '../../src/jobs/store/jobLeases.ts'
import { JobStore } from '../../src/jobs/store/jobStore.ts'
import { claimNotifications } from '../../src/jobs/store/notifications.ts'
import { jobsRemovedBefore } from '../../src/jobs/store/retention.ts'
import type { BenchPart } from './figures.ts'
import { quietLog } from './support/quietLog.ts'
import { seedStore } from './support/seedStore.ts'
import { medianTimeMs } from './support/time.ts'

const FEW = 100
const MANY = 5000
const ORIGIN = 'https://a.example'

type Cost = 'idleTick' | 'claim' | 'list' | 'open'

export const storePart: BenchPart = {
  name: 'store',
  title: `cost of a store with ${MANY} jobs against one with ${FEW} (${MANY / FEW} times as many)`,
  async measure() {
    const few = await measureStore(FEW)
    const many = await measureStore(MANY)
    return (Object.keys(many) as Cost[]).flatMap((cost) => [
      { key: `store.${cost}Ratio`, value: many[cost] / few[cost] },
      { key: `store.${cost}Ms`, value: many[cost], unit: 'ms' },
    ])
  },
}

/** Milliseconds of a tick in which nothing is due, of a claim of one job, of the whole list, and of opening the store. */
async function measureStore(jobs: number): Promise<Record<Cost, number>> {
  const folder = await makeTempFolder('bench')
  await seedStore(folder, { jobs, download: undefined, dueAt: ORIGIN })
  const store = new JobStore(folder, quietLog, Date.now())
  // A second passes between two readings, so that the rate limiter allows every claim.
  let now = Date.now()
  const clock = { now: () => (now += 1000), sleep: () => Promise.resolve() }
  const { database } = store
  const rateLimiter = new RateLimiter(database, clock)
  const leases = new JobLeases({ database, rateLimiter, clock, owner: 'bench' })
  const costs = {
    idleTick: await medianTimeMs(50, async () => {
      store.checkForExternalChanges()
      await claimNotifications(database, Date.now())
      jobsRemovedBefore(database, 0)
      leases.isAnythingDue('https://b.example')
    }),
    claim: await medianTimeMs(50, async () => {
      for (const { id } of await leases.claim('poll', ORIGIN, 4)) await leases.release(id)
    }),
    list: await medianTimeMs(9, () => store.list()),
  }
  await store.close()
  const open = await medianTimeMs(9, () => new JobStore(folder, quietLog, Date.now()).close())
  await removeTempFolder(folder)
  return { ...costs, open }
}
