import type { Log } from '../jobs/ports.ts'
import type { ApiClient } from './apiClient.ts'
import { createCaller } from './caller.ts'
import type { Transport } from './transport.ts'
import { balanceWire, generationWire, logPageWire } from './wire.ts'

export interface ApiClientOptions {
  /** Without a trailing slash; may have a path. */
  readonly baseUrl: string
  /** Checked by `checkApiKey`. */
  readonly key: string
  readonly transport: Transport
  readonly log: Log
  readonly now: () => number
}

const SMALL_BODY_BYTES = 2_000_000
/** With `sync_mode` the video comes inside the answer, as a `data:` URI. */
const BODY_WITH_VIDEO_BYTES = 96_000_000

const GET_MS = 30_000
const POST_MS = 120_000
/** The answer then comes when the video is made. */
const SYNC_POST_MS = 600_000
/** What a line can be expected to carry up, for bodies with a `data:` URI in them. */
const UPLOAD_BYTES_PER_MS = 50

/** The API over a transport. See `ApiClient` for what is promised. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const call = createCaller(options)
  return {
    createGeneration: (request, { clientRequestId, signal }) => {
      const body = JSON.stringify({ ...request.values, model: request.model })
      const baseMs = request.values['sync_mode'] === true ? SYNC_POST_MS : POST_MS
      return call({
        method: 'POST',
        path: '/v2/video/generations',
        body,
        fields: ['model', ...Object.keys(request.values)],
        headers: { 'x-client-request-id': clientRequestId },
        schema: generationWire,
        limitBytes: BODY_WITH_VIDEO_BYTES,
        totalMs: baseMs + body.length / UPLOAD_BYTES_PER_MS,
        signal,
      })
    },
    getGeneration: (generationId, { signal } = {}) =>
      call({
        method: 'GET',
        path: '/v2/video/generations',
        query: [['generation_id', generationId]],
        schema: generationWire,
        limitBytes: BODY_WITH_VIDEO_BYTES,
        totalMs: GET_MS,
        signal,
      }),
    getBalance: ({ signal } = {}) =>
      call({
        method: 'GET',
        path: '/v2/billing',
        schema: balanceWire,
        limitBytes: SMALL_BODY_BYTES,
        totalMs: GET_MS,
        signal,
      }),
    listLogs: ({ days, models, limit, offset }, { signal } = {}) =>
      call({
        method: 'GET',
        path: '/v2/logs',
        query: [
          ['period', `${days}d`],
          // Repeated, never comma-joined: a list would be read as one long name.
          ...models.map((model): [string, string] => ['model', model]),
          ['limit', String(limit)],
          ['offset', String(offset)],
        ],
        schema: logPageWire,
        limitBytes: SMALL_BODY_BYTES,
        totalMs: GET_MS,
        signal,
      }),
  }
}
