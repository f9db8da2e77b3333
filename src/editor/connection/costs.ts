import * as vscode from 'vscode'
import type { Balance } from '../../api/client.ts'
import { messageOf } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import type { Connection } from '../../jobs/connection.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { CostService, PublishedPrice } from '../extensionServices.ts'
import type { CostsOptions, LoadedCosts } from './loadedCosts.ts'

/** Prices and the balance in this window. Loads the code, and makes calls, when something shows them. */
export class Costs implements CostService, vscode.Disposable {
  readonly #options: CostsOptions
  readonly #disposables = new DisposableStore()
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>())
  #loading: Promise<LoadedCosts> | undefined
  #loaded: LoadedCosts | undefined
  readonly onDidChange = this.#changed.event

  constructor(options: CostsOptions) {
    this.#options = options
  }

  get balance(): Balance | undefined {
    return this.#loaded?.balance
  }

  price(model: string): PublishedPrice {
    if (!this.#loaded) this.#whenLoaded(() => this.#changed.fire())
    return this.#loaded?.price(model) ?? { kind: this.#options.connection.isSandbox ? 'free' : 'reading' }
  }

  async readPrice(model: string): Promise<PublishedPrice> {
    return await (await this.#load()).readPrice(model)
  }

  refreshBalance(): void {
    this.#whenLoaded((costs) => costs.refreshBalance())
  }

  /** Estimates a request for the job list, without a call. See `JobSchedulerOptions.estimate`. */
  estimate(request: GenerationRequest, connection: Connection): UsdRange | undefined {
    // A window that continues the batch of another window estimates from its second request on.
    if (!this.#loaded) this.#whenLoaded(() => {})
    return this.#loaded?.estimate(request, connection)
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  #whenLoaded(use: (costs: LoadedCosts) => void): void {
    this.#load().then(use, (error: unknown) => this.#options.log.error(messageOf(error)))
  }

  #load(): Promise<LoadedCosts> {
    this.#loading ??= import('./loadedCosts.ts').then(({ LoadedCosts }) => {
      const costs = this.#disposables.add(new LoadedCosts(this.#options))
      this.#disposables.add(costs.onDidChange(() => this.#changed.fire()))
      this.#loaded = costs
      return costs
    })
    return this.#loading
  }
}
