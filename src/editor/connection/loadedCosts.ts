import * as vscode from 'vscode'
import type { Balance } from '../../api/client.ts'
import { messageOf } from '../../core/errors.ts'
import { estimateError } from '../../core/job/estimateError.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import type { Log } from '../../core/ports.ts'
import type { Connection } from '../../jobs/connection.ts'
import type { JobActions } from '../../jobs/jobActions.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { TimeoutTimer } from '../common/timeoutTimer.ts'
import type { ConnectionService, CostService, PublishedPrice } from '../extensionServices.ts'
import type { NetworkService } from './networkService.ts'
import { PriceCache } from './priceCache.ts'
import { Prices } from './prices.ts'

export interface CostsOptions {
  readonly connection: ConnectionService
  readonly network: Pick<NetworkService, 'get'>
  readonly jobs: Pick<JobReader, 'get' | 'onDidChange'>
  readonly actions: () => Promise<Pick<JobActions, 'account'>>
  readonly memento: vscode.Memento
  readonly log: Log
}

/** How long a purchase waits for a price that is not known. */
const LONGEST_WAIT_MS = 3000
/** A charge is recorded after its generation completes. */
const BALANCE_DELAY_MS = 2000
const BALANCE_INTERVAL_MS = 15_000

/** See `CostService`. Loaded when something shows a price or the balance for the first time. */
export class LoadedCosts implements CostService, vscode.Disposable {
  readonly #options: CostsOptions
  readonly #disposables = new DisposableStore()
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>())
  readonly #balanceTimer = this.#disposables.add(new TimeoutTimer())
  readonly #stop = new AbortController()
  readonly #startedAt = Date.now()
  /** IDs of the jobs whose charge is known. */
  readonly #charged = new Set<string>()
  readonly #prices: Prices
  #balance: Balance | undefined
  /** Counts changes of the address and the key: the balance of another account must not be shown. */
  #connectionNumber = 0
  #balanceReadAt = 0
  #showsBalance = false
  readonly onDidChange = this.#changed.event

  constructor(options: CostsOptions) {
    this.#options = options
    const { memento, network, log } = options
    this.#prices = this.#disposables.add(new Prices({ cache: new PriceCache(memento), network, log, now: Date.now }))
    this.#disposables.add(this.#prices.onDidChange(() => this.#changed.fire()))
    this.#disposables.add(options.jobs.onDidChange((ids) => this.#checkCharges(ids)))
    this.#disposables.add(
      options.connection.onDidChange(() => {
        this.#connectionNumber++
        this.#balance = undefined
        this.#balanceReadAt = 0
        if (this.#showsBalance) this.refreshBalance()
        this.#changed.fire()
      }),
    )
  }

  get balance(): Balance | undefined {
    return this.#balance
  }

  price(model: string): PublishedPrice {
    const { isSandbox, origin, baseUrl } = this.#options.connection
    if (isSandbox) return { kind: 'free' }
    const priced = { origin, baseUrl, model }
    void this.#prices.update(priced)
    return this.#prices.known(priced)
  }

  async readPrice(model: string): Promise<PublishedPrice> {
    const { isSandbox, origin, baseUrl } = this.#options.connection
    if (isSandbox) return { kind: 'free' }
    const priced = { origin, baseUrl, model }
    const timeout = Promise.withResolvers<void>()
    const timer = setTimeout(timeout.resolve, LONGEST_WAIT_MS)
    await Promise.race([this.#prices.update(priced), timeout.promise])
    clearTimeout(timer)
    const known = this.#prices.known(priced)
    return known.kind === 'reading' ? { kind: 'unavailable' } : known
  }

  /** Estimates a request for the job list, without a call. See `JobSchedulerOptions.estimate`. */
  estimate(request: GenerationRequest, { origin, isFree }: Connection): UsdRange | undefined {
    return isFree ? undefined : this.#prices.estimate(origin, request)
  }

  refreshBalance(): void {
    this.#showsBalance = true
    const waitMs = Math.max(0, this.#balanceReadAt + BALANCE_INTERVAL_MS - Date.now())
    this.#balanceTimer.setIfNotSet(() => void this.#readBalance(), waitMs)
  }

  dispose(): void {
    this.#stop.abort()
    this.#disposables.dispose()
  }

  async #readBalance(): Promise<void> {
    const { connection, actions, log } = this.#options
    if (connection.isSandbox) return
    const connectionNumber = this.#connectionNumber
    this.#balanceReadAt = Date.now()
    try {
      const value = await (await actions()).account.balance(this.#stop.signal)
      if (value === undefined || this.#stop.signal.aborted || connectionNumber !== this.#connectionNumber) return
      this.#balance = value
      this.#changed.fire()
    } catch (error) {
      if (!this.#stop.signal.aborted) log.info(`The balance could not be read: ${messageOf(error)}`)
    }
  }

  /** Reads the balance after a charge, and the price after a charge that was not as estimated. */
  #checkCharges(ids: ReadonlySet<string> | undefined): void {
    for (const id of ids ?? []) {
      const job = this.#charged.has(id) ? undefined : this.#options.jobs.get(id)
      if (!job || !wasChargedSince(job, this.#startedAt)) continue
      this.#charged.add(id)
      if (this.#showsBalance) {
        const waitMs = Math.max(BALANCE_DELAY_MS, this.#balanceReadAt + BALANCE_INTERVAL_MS - Date.now())
        this.#balanceTimer.cancelAndSet(() => void this.#readBalance(), waitMs)
      }
      if (estimateError(job)) void this.#prices.expire(job.apiOrigin, job.model)
    }
  }
}

function wasChargedSince(job: Job, time: number): boolean {
  return !job.isFree && job.creditsUsed !== undefined && (job.finishedAt ?? 0) >= time
}
