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
import type { Prices } from './prices.ts'

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

/** Prices and the balance in this window. Makes no call until something shows them. */
export class Costs implements CostService, vscode.Disposable {
  readonly #options: CostsOptions
  readonly #disposables = new DisposableStore()
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>())
  readonly #balanceTimer = this.#disposables.add(new TimeoutTimer())
  readonly #stop = new AbortController()
  readonly #startedAt = Date.now()
  /** IDs of the jobs whose charge is known. */
  readonly #charged = new Set<string>()
  #prices: Promise<Prices> | undefined
  #loadedPrices: Prices | undefined
  #balance: { readonly origin: string; readonly value: Balance } | undefined
  #balanceReadAt = 0
  #showsBalance = false
  readonly onDidChange = this.#changed.event

  constructor(options: CostsOptions) {
    this.#options = options
    this.#disposables.add(options.jobs.onDidChange((ids) => this.#checkCharges(ids)))
    this.#disposables.add(
      options.connection.onDidChange(() => {
        this.#balanceReadAt = 0
        if (this.#showsBalance) this.refreshBalance()
        this.#changed.fire()
      }),
    )
  }

  get balance(): Balance | undefined {
    const { origin, isSandbox } = this.#options.connection
    return !isSandbox && this.#balance?.origin === origin ? this.#balance.value : undefined
  }

  price(model: string): PublishedPrice {
    const { isSandbox, origin, baseUrl } = this.#options.connection
    if (isSandbox) return { kind: 'free' }
    const priced = { origin, baseUrl, model }
    this.#loadPrices()
      .then((prices) => prices.update(priced))
      .catch((error: unknown) => this.#options.log.error(messageOf(error)))
    return this.#loadedPrices?.known(priced) ?? { kind: 'reading' }
  }

  async readPrice(model: string): Promise<PublishedPrice> {
    const { isSandbox, origin, baseUrl } = this.#options.connection
    if (isSandbox) return { kind: 'free' }
    const priced = { origin, baseUrl, model }
    const prices = await this.#loadPrices()
    const timeout = Promise.withResolvers<void>()
    const timer = setTimeout(timeout.resolve, LONGEST_WAIT_MS)
    await Promise.race([prices.update(priced), timeout.promise])
    clearTimeout(timer)
    const known = prices.known(priced)
    return known.kind === 'reading' ? { kind: 'unavailable' } : known
  }

  /** Estimates a request for the job list, without a call. See `JobSchedulerOptions.estimate`. */
  estimate(request: GenerationRequest, { origin, isFree }: Connection): UsdRange | undefined {
    if (isFree) return undefined
    // A window that continues the batch of another window estimates from its second request on.
    if (!this.#loadedPrices) void this.#loadPrices()
    return this.#loadedPrices?.estimate(origin, request)
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
    const { origin, isSandbox } = connection
    if (isSandbox) return
    this.#balanceReadAt = Date.now()
    try {
      const value = await (await actions()).account.balance(this.#stop.signal)
      if (value === undefined || this.#stop.signal.aborted) return
      this.#balance = { origin, value }
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
      if (estimateError(job)) void this.#loadPrices().then((prices) => prices.expire(job.apiOrigin, job.model))
    }
  }

  /** Loads the code on first use. */
  #loadPrices(): Promise<Prices> {
    this.#prices ??= import('./prices.ts').then(({ Prices }) => {
      const { memento, network, log } = this.#options
      const prices = this.#disposables.add(new Prices({ cache: new PriceCache(memento), network, log, now: Date.now }))
      this.#disposables.add(prices.onDidChange(() => this.#changed.fire()))
      this.#loadedPrices = prices
      return prices
    })
    return this.#prices
  }
}

function wasChargedSince(job: Job, time: number): boolean {
  return !job.isFree && job.creditsUsed !== undefined && (job.finishedAt ?? 0) >= time
}
