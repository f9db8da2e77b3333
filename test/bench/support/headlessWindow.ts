import { createApiClient } from '../../../src/api/createApiClient.ts'
import { systemClock } from '../../../src/editor/systemClock.ts'
import { JobScheduler } from '../../../src/jobs/scheduler/jobScheduler.ts'
import { JobStore } from '../../../src/jobs/store/jobStore.ts'
import { directNetwork } from '../../fixtures/directNetwork.ts'
import { quietLog } from './quietLog.ts'

export interface HeadlessWindowOptions {
  /** The folder of the store. */
  readonly folder: string
  readonly apiUrl: string
}

/** What a window does about jobs, without an editor: a store, a scheduler, and the real API client. */
export class HeadlessWindow {
  readonly #options: HeadlessWindowOptions
  readonly #network = directNetwork(quietLog)
  #parts: { readonly store: JobStore; readonly scheduler: JobScheduler } | undefined
  #running: Promise<void> | undefined

  constructor(options: HeadlessWindowOptions) {
    this.#options = options
  }

  /** Opens the store, and runs the jobs in it unless `run` is false. */
  async open({ run = true } = {}): Promise<void> {
    const { folder, apiUrl } = this.#options
    const { transport, resultFetch } = this.#network
    const client = createApiClient({ baseUrl: apiUrl, key: 'bench', transport, log: quietLog, now: Date.now })
    const store = new JobStore(folder, quietLog, Date.now())
    const scheduler = new JobScheduler({
      store,
      connect: async () => ({ origin: apiUrl, client }),
      origin: () => apiUrl,
      fetch: resultFetch,
      clock: systemClock,
      log: quietLog,
      notify: () => undefined,
      notifyBatch: () => undefined,
      keepVideosForDays: () => 0,
    })
    this.#parts = { store, scheduler }
    if (run) this.#running = scheduler.run()
  }

  get scheduler(): JobScheduler {
    if (this.#parts === undefined) throw new Error('The window is not open.')
    return this.#parts.scheduler
  }

  async close(): Promise<void> {
    await this.#parts?.scheduler.dispose()
    await this.#running
    await this.#parts?.store.close()
    await this.#network.close()
  }
}
