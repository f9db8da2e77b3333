import type { ApiClient, GenerationResponse } from './apiClient.ts'
import type { ApiClientOptions, Deadlines } from './apiClientOptions.ts'
import { createCaller } from './request.ts'
import { redact } from './serverText.ts'
import { balanceWire, generationWire, logPageWire } from './wire.ts'

const DEADLINES: Deadlines = { getMs: 30_000, postMs: 120_000, syncPostMs: 600_000 }

const SMALL_BODY_BYTES = 2_000_000
/** With `sync_mode` the video comes inside the answer, as a `data:` URI. */
const BODY_WITH_VIDEO_BYTES = 96_000_000

/** What a line can be expected to carry up, for bodies with a `data:` URI in them. */
const UPLOAD_BYTES_PER_MS = 50

/** A service that quotes the request in an error quotes the key; the error is kept in the list of jobs and exported. */
function withoutKey(answer: GenerationResponse, key: string): GenerationResponse {
  const { error } = answer
  return error ? { ...answer, error: { name: redact(error.name, key), message: redact(error.message, key) } } : answer
}

/** The API over a transport. See `ApiClient` for what is promised. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const call = createCaller(options)
  const generation = generationWire.transform((answer) => withoutKey(answer, options.key))
  const { getMs, postMs, syncPostMs } = options.deadlines ?? DEADLINES
  return {
    createGeneration: (request, { clientRequestId, signal }) => {
      const body = JSON.stringify({ ...request.values, model: request.model })
      const baseMs = request.values['sync_mode'] === true ? syncPostMs : postMs
      return call({
        method: 'POST',
        path: '/v2/video/generations',
        body,
        fields: ['model', ...Object.keys(request.values)],
        headers: { 'x-client-request-id': clientRequestId },
        schema: generation,
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
        schema: generation,
        limitBytes: BODY_WITH_VIDEO_BYTES,
        totalMs: getMs,
        signal,
      }),
    getBalance: ({ signal } = {}) =>
      call({
        method: 'GET',
        path: '/v2/billing',
        schema: balanceWire,
        limitBytes: SMALL_BODY_BYTES,
        totalMs: getMs,
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
        totalMs: getMs,
        signal,
      }),
  }
}
