import { toRequestBody } from '../core/model/requestBody.ts'
import type { ApiClient } from './client.ts'
import { type ApiConnection, type ApiRequest, sendRequest } from './request.ts'
import { transactionPageSchema } from './transactionWire.ts'
import { balanceSchema, generationSchema, logPageSchema } from './wire.ts'

export interface ApiClientOptions extends ApiConnection {
  readonly timeouts?: Timeouts
}

/** The longest time of a call, from its start to the end of the response. */
export interface Timeouts {
  readonly getMs: number
  readonly postMs: number
  /** With `sync_mode`, the response comes when the video is complete. */
  readonly syncPostMs: number
}

const DEFAULT_TIMEOUTS: Timeouts = { getMs: 30_000, postMs: 120_000, syncPostMs: 600_000 }

const MAX_RESPONSE_BYTES = 2_000_000
/** With `sync_mode`, the response contains the video as a `data:` URI. */
const MAX_GENERATION_BYTES = 96_000_000

/** The slowest upload to expect, for bodies that contain a `data:` URI. */
const MIN_UPLOAD_BYTES_PER_MS = 50

/** Creates a client of the API. See `ApiClient` for what it guarantees. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const send = <T>(request: ApiRequest<T>): Promise<T> => sendRequest(request, options)
  const { getMs, postMs, syncPostMs } = options.timeouts ?? DEFAULT_TIMEOUTS
  return {
    createGeneration: (request, { clientRequestId, signal }) => {
      const body = JSON.stringify(toRequestBody(request))
      const baseMs = request.values['sync_mode'] === true ? syncPostMs : postMs
      return send({
        method: 'POST',
        path: '/v2/video/generations',
        body,
        fields: ['model', ...Object.keys(request.values)],
        headers: { 'x-client-request-id': clientRequestId },
        schema: generationSchema(),
        maxResponseBytes: MAX_GENERATION_BYTES,
        timeoutMs: baseMs + body.length / MIN_UPLOAD_BYTES_PER_MS,
        signal,
      })
    },
    getGeneration: (generationId, { signal } = {}) =>
      send({
        method: 'GET',
        path: '/v2/video/generations',
        query: [['generation_id', generationId]],
        schema: generationSchema(generationId),
        maxResponseBytes: MAX_GENERATION_BYTES,
        timeoutMs: getMs,
        signal,
      }),
    getBalance: ({ signal } = {}) =>
      send({
        method: 'GET',
        path: '/v2/billing',
        schema: balanceSchema,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        timeoutMs: getMs,
        signal,
      }),
    listTransactions: ({ limit, cursor }, { signal } = {}) =>
      send({
        method: 'GET',
        path: '/v2/billing/transactions',
        query: [['limit', String(limit)], ...(cursor === undefined ? [] : [['cursor', cursor] as const])],
        schema: transactionPageSchema,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        timeoutMs: getMs,
        signal,
      }),
    listLogs: ({ days, models, limit, offset }, { signal } = {}) =>
      send({
        method: 'GET',
        path: '/v2/logs',
        query: [
          ['period', `${days}d`],
          // Repeated: the service reads a comma-separated list as one name.
          ...models.map((model): [string, string] => ['model', model]),
          ['limit', String(limit)],
          ['offset', String(offset)],
        ],
        schema: logPageSchema,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        timeoutMs: getMs,
        signal,
      }),
  }
}
