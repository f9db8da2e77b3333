import type { GenerationRequest } from '../core/job/job.ts'
import type { Transaction } from '../core/model/charges.ts'

/** The state of a generation. Source: API.md of the service, "Two calls". */
export interface GenerationResponse {
  /** Opaque. May contain `:` and `/`. */
  readonly id: string
  /** `queued`, `generating`, `completed`, `error`, or an undocumented status, which means that it is still running. */
  readonly status: string
  readonly videoUrl: string | undefined
  readonly error: { readonly name: string | undefined; readonly message: string } | undefined
  /** 2,000,000 credits are 1 USD. From `meta.usage` of the body. */
  readonly creditsUsed: number | undefined
}

export interface Balance {
  readonly amount: number
  readonly currency: string
}

/** One row of `GET /v2/logs`. */
export interface LogRow {
  /** Unix milliseconds. */
  readonly createdAt: number
  readonly status: 'succeeded' | 'failed'
  readonly origin: string
  readonly model: string
  readonly costUsd: number
  readonly costCredits: number
  readonly requestId: string | undefined
  /** The generation ID, if the request was a generation. */
  readonly inferenceId: string
  readonly clientRequestId: string | undefined
}

export interface LogPage {
  readonly rows: readonly LogRow[]
  readonly hasMore: boolean
}

/** A page of `GET /v2/billing/transactions`. */
export interface TransactionPage {
  readonly rows: readonly Transaction[]
  /** For the next page, unchanged. Undefined on the last page. */
  readonly nextCursor: string | undefined
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/**
 * The AI/ML API. Every method rejects with `ApiError` only, and no method repeats a request that may have been sent.
 * Implemented by `createApiClient`.
 */
export interface ApiClient {
  /** `POST /v2/video/generations`. Buys a generation. */
  createGeneration(
    request: GenerationRequest,
    options: CallOptions & { readonly clientRequestId: string },
  ): Promise<GenerationResponse>
  /** `GET /v2/video/generations?generation_id=`. */
  getGeneration(generationId: string, options?: CallOptions): Promise<GenerationResponse>
  /** `GET /v2/billing`. */
  getBalance(options?: CallOptions): Promise<Balance>
  /** `GET /v2/billing/transactions`, newest first. `limit` is 1 to 100. */
  listTransactions(
    query: { readonly limit: number; readonly cursor?: string | undefined },
    options?: CallOptions,
  ): Promise<TransactionPage>
  /** `GET /v2/logs`, newest first. `days` is 1 to 92, `limit` 1 to 100. */
  listLogs(
    query: {
      readonly days: number
      readonly models: readonly string[]
      readonly limit: number
      readonly offset: number
    },
    options?: CallOptions,
  ): Promise<LogPage>
}
