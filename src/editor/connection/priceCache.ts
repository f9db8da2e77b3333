import type { Memento } from 'vscode'

/** A published price as it was received. */
export interface CachedPrice {
  /** `pricing` of the model, for `parsePricing`. */
  readonly pricing: unknown
  readonly etag: string | undefined
  /** When the service was last asked, in Unix milliseconds. 0: it must be asked again. */
  readonly readAt: number
}

/** A larger price is not stored. */
const MAX_STORED_LENGTH = 100_000

/** The published prices, by origin and model. Survives a restart. */
export class PriceCache {
  readonly #memento: Memento

  constructor(memento: Memento) {
    this.#memento = memento
  }

  get(origin: string, model: string): CachedPrice | undefined {
    const stored = this.#memento.get<Partial<CachedPrice>>(key(origin, model))
    if (typeof stored?.readAt !== 'number') return undefined
    const { pricing, etag, readAt } = stored
    return { pricing, etag: typeof etag === 'string' ? etag : undefined, readAt }
  }

  async set(origin: string, model: string, price: CachedPrice): Promise<void> {
    if (JSON.stringify(price).length > MAX_STORED_LENGTH) return
    await this.#memento.update(key(origin, model), price)
  }
}

function key(origin: string, model: string): string {
  return `wanVace.price ${origin} ${model}`
}
