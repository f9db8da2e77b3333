import type { ApiClient, Balance, TransactionPage } from '../../api/client.ts'
import { AppError, errorDetail } from '../../core/errors.ts'
import { accountTransactions, type TransactionQuery } from '../account.ts'
import type { Connect } from '../connection.ts'
import type { AccountActions, AccountGeneration } from '../jobActions.ts'
import type { JobStore } from '../store/jobStore.ts'
import { accountGenerations } from '../transfer/importFromAccount.ts'
import type { RateLimiter } from './rateLimiter.ts'

/** Reads the account of the user, within the rate limit. */
export class AccountReader implements AccountActions {
  readonly #store: JobStore
  readonly #connect: Connect
  readonly #rateLimiter: RateLimiter

  constructor(store: JobStore, connect: Connect, rateLimiter: RateLimiter) {
    this.#store = store
    this.#connect = connect
    this.#rateLimiter = rateLimiter
  }

  async balance(signal: AbortSignal): Promise<Balance | undefined> {
    const connection = await this.#connect()
    if (connection === undefined) return undefined
    // Nobody waits for it: it is read when the service accepts calls again.
    await this.#rateLimiter.acquire(connection.origin, signal)
    return await connection.client.getBalance({ signal })
  }

  async transactions(query: TransactionQuery): Promise<TransactionPage> {
    const { client, acquire } = await this.#open(query.signal)
    return await accountTransactions(client, query, acquire)
  }

  async generations(models: readonly string[], days: number, signal: AbortSignal): Promise<AccountGeneration[]> {
    const { client, acquire } = await this.#open(signal)
    return await accountGenerations(this.#store, client, { models, days, signal, acquire })
  }

  async #open(signal: AbortSignal): Promise<{ client: ApiClient; acquire: () => Promise<void> }> {
    const connection = await this.#connect()
    if (connection === undefined) throw new AppError('noKey', errorDetail('noKeyToReadAccount', {}))
    const acquire = () => this.#rateLimiter.acquire(connection.origin, signal, { duringPause: true })
    return { client: connection.client, acquire }
  }
}
