import { Refusal } from '../http/reply.ts'
import { type Generation, type Ledger, statusOf } from './ledger.ts'
import { CREDITS_PER_USD, usd } from './price.ts'

/** One movement of money. Credits are positive; `direction` carries the sign. */
export interface Movement {
  readonly createdAt: number
  readonly direction: 'TOPUP' | 'CHARGE'
  readonly type: 'INIT' | 'MODEL_USAGE'
  readonly credits: number
  readonly model: string | null
  readonly referenceId: string | null
}

/** The one account of the sandbox. Money is worked out from the ledger, so nothing can get out of step. */
export class Account {
  readonly #openingCredits: number
  readonly #openedAt: number
  readonly #ledger: Ledger

  constructor(ledger: Ledger, openingUsd: number, now: number) {
    this.#ledger = ledger
    this.#openingCredits = Math.round(openingUsd * CREDITS_PER_USD)
    this.#openedAt = now
  }

  /** What is left after the charges of completed generations. Holds are not taken off. USD. */
  balanceUsd(now: number): number {
    return usd(this.#openingCredits - this.#sum(now, 'completed'))
  }

  /** Throws a 403 when the balance, less the holds of running generations, does not cover the price. */
  requireCredits(priceCredits: number, now: number): void {
    const free = this.#openingCredits - this.#sum(now, 'completed', 'queued', 'generating')
    if (priceCredits <= free) return
    throw new Refusal(
      403,
      'You have run out of credits. Please top up your balance to continue: https://aimlapi.com/app/billing/',
    )
  }

  /** Newest first. A charge lands when its generation completes. */
  movements(now: number): Movement[] {
    const charges = this.#with(now, ['completed']).map(
      (generation): Movement => ({
        createdAt: generation.endsAt,
        direction: 'CHARGE',
        type: 'MODEL_USAGE',
        credits: generation.priceCredits,
        model: generation.model,
        referenceId: generation.id,
      }),
    )
    const opening: Movement = {
      createdAt: this.#openedAt,
      direction: 'TOPUP',
      type: 'INIT',
      credits: this.#openingCredits,
      model: null,
      referenceId: null,
    }
    return [...charges.sort((a, b) => b.createdAt - a.createdAt), opening]
  }

  #sum(now: number, ...statuses: string[]): number {
    const known = this.#with(now, statuses).reduce((sum, generation) => sum + generation.priceCredits, 0)
    return known + this.#ledger.forgottenCredits
  }

  #with(now: number, statuses: readonly string[]): Generation[] {
    return this.#ledger.all().filter((generation) => statuses.includes(statusOf(generation, now)))
  }
}
