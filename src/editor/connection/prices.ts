import { getPricing } from '../../api/catalog.ts'
import { parsePricing } from '../../api/pricingWire.ts'
import { messageOf } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import { quotePrice } from '../../core/model/price.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import type { Disposable, Event, Log } from '../../core/ports.ts'
import { Emitter } from '../../jobs/store/emitter.ts'
import type { PublishedPrice } from '../extensionServices.ts'
import type { NetworkService } from './networkService.ts'
import type { CachedPrice, PriceCache } from './priceCache.ts'

const MAX_AGE_MS = 24 * 3_600_000
/** After a call that failed. */
const RETRY_AFTER_MS = 60_000

export interface PricesOptions {
  readonly cache: PriceCache
  readonly network: Pick<NetworkService, 'get'>
  readonly log: Log
  /** Unix milliseconds. */
  readonly now: () => number
}

/** A model at a service. */
export interface PricedModel {
  readonly baseUrl: string
  readonly origin: string
  readonly model: string
}

/** Reads published prices, at most once a day for each model. */
export class Prices implements Disposable {
  readonly #options: PricesOptions
  readonly #changed: Emitter<void>
  readonly #reading = new Map<string, Promise<void>>()
  /** When the last call failed, by origin and model. */
  readonly #failedAt = new Map<string, number>()
  readonly #stop = new AbortController()
  readonly onDidChange: Event<void>

  constructor(options: PricesOptions) {
    this.#options = options
    this.#changed = new Emitter((error) => options.log.error(`A listener of the prices failed: ${String(error)}`))
    this.onDidChange = this.#changed.event
  }

  /** What is known now. A price that could not be read again is still used. */
  known({ origin, model }: Pick<PricedModel, 'origin' | 'model'>): PublishedPrice {
    const cached = this.#options.cache.get(origin, model)
    if (cached) return { kind: 'published', pricing: parsePricing(cached.pricing) }
    return { kind: this.#failedAt.has(key(origin, model)) ? 'unavailable' : 'reading' }
  }

  estimate(origin: string, request: GenerationRequest): UsdRange | undefined {
    const known = this.known({ origin, model: request.model })
    const quote = known.kind === 'published' ? quotePrice(request, known.pricing) : undefined
    return quote?.kind === 'estimate' ? quote.total : undefined
  }

  /** Reads the price unless it is known and not older than a day. Never rejects. */
  update(priced: PricedModel): Promise<void> {
    const { origin, model } = priced
    const id = key(origin, model)
    const cached = this.#options.cache.get(origin, model)
    const now = this.#options.now()
    // A time in the future was written before the clock was set back.
    const isFresh = cached !== undefined && cached.readAt <= now && now - cached.readAt < MAX_AGE_MS
    const failedAt = this.#failedAt.get(id)
    const isPaused = failedAt !== undefined && now - failedAt < RETRY_AFTER_MS && now >= failedAt
    if (isFresh || isPaused) return Promise.resolve()
    const reading = this.#reading.get(id) ?? this.#read(priced, cached).finally(() => this.#reading.delete(id))
    this.#reading.set(id, reading)
    return reading
  }

  /** The service charged something else: the price is read again when it is needed. */
  async expire(origin: string, model: string): Promise<void> {
    const cached = this.#options.cache.get(origin, model)
    if (cached) await this.#options.cache.set(origin, model, { ...cached, readAt: 0 })
    this.#changed.fire()
  }

  dispose(): void {
    this.#stop.abort()
  }

  async #read({ baseUrl, origin, model }: PricedModel, cached: CachedPrice | undefined): Promise<void> {
    const { network, cache, log, now } = this.#options
    try {
      const { transport } = await network.get()
      const connection = { baseUrl, transport, log, now }
      const answer = await getPricing(connection, { model, etag: cached?.etag, signal: this.#stop.signal })
      const readAt = now()
      if (answer.kind === 'pricing') await cache.set(origin, model, { ...answer, readAt })
      else if (cached) await cache.set(origin, model, { ...cached, readAt })
      this.#failedAt.delete(key(origin, model))
    } catch (error) {
      if (this.#stop.signal.aborted) return
      this.#failedAt.set(key(origin, model), now())
      log.info(`The price of ${model} could not be read: ${messageOf(error)}`)
    }
    this.#changed.fire()
  }
}

function key(origin: string, model: string): string {
  return `${origin} ${model}`
}
