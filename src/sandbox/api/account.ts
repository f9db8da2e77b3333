import { HttpError } from '../http/httpError.ts'
import { type Generation, type GenerationStatus, type Ledger, statusOf } from './ledger.ts'
import { CREDITS_PER_USD, creditsToUsd } from './price.ts'

/** A balance change. `credits` is positive; `direction` says whether it was added or charged. */
export interface Transaction {
  /** Unix ms. */
  readonly createdAt: number
  readonly direction: 'TOPUP' | 'CHARGE'
  readonly type: 'INIT' | 'MODEL_USAGE'
  readonly credits: number
  readonly model: string | null
  readonly referenceId: string | null
}

/** The only account of the sandbox. Computes balance and transactions from the ledger and stores neither. */
export class Account {
  readonly #ledger: Ledger
  readonly #openingCredits: number
  readonly #openedAt: number

  /** `now` is Unix ms. */
  constructor(ledger: Ledger, openingUsd: number, now: number) {
    this.#ledger = ledger
    this.#openingCredits = Math.round(openingUsd * CREDITS_PER_USD)
    this.#openedAt = now
  }

  /** Returns the balance in USD. Like the API, does not subtract the holds of running generations. */
  balanceUsd(now: number): number {
    return creditsToUsd(this.#openingCredits - this.#sumCredits(now, ['completed']))
  }

  /** Throws a 403 if the balance minus the holds of running generations is less than the price. */
  requireCredits(priceCredits: number, now: number): void {
    const availableCredits = this.#openingCredits - this.#sumCredits(now, ['completed', 'queued', 'generating'])
    if (priceCredits <= availableCredits) return
    throw new HttpError(
      403,
      'You have run out of credits. Please top up your balance to continue: https://aimlapi.com/app/billing/',
    )
  }

  /** Returns all transactions, newest first. A generation is charged when it completes. */
  transactions(now: number): Transaction[] {
    const charges = this.#withStatus(now, ['completed']).map(
      (generation): Transaction => ({
        createdAt: generation.endsAt,
        direction: 'CHARGE',
        type: 'MODEL_USAGE',
        credits: generation.priceCredits,
        model: generation.model,
        referenceId: generation.id,
      }),
    )
    const opening: Transaction = {
      createdAt: this.#openedAt,
      direction: 'TOPUP',
      type: 'INIT',
      credits: this.#openingCredits,
      model: null,
      referenceId: null,
    }
    // The sort is stable: of two charges in the same millisecond, the later one stays first.
    return [...charges.reverse().sort((a, b) => b.createdAt - a.createdAt), opening]
  }

  #sumCredits(now: number, statuses: readonly GenerationStatus[]): number {
    const listed = this.#withStatus(now, statuses).reduce((sum, generation) => sum + generation.priceCredits, 0)
    return listed + this.#ledger.evictedCredits
  }

  #withStatus(now: number, statuses: readonly GenerationStatus[]): Generation[] {
    return this.#ledger.list().filter((generation) => statuses.includes(statusOf(generation, now)))
  }
}
