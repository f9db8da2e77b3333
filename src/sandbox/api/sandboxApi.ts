import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { HttpError } from '../http/httpError.ts'
import { RateLimiter } from '../http/rateLimiter.ts'
import { readClientRequestId, requireApiKey } from '../http/requestChecks.ts'
import { type HttpResponse, jsonResponse, type ResponseHeaders } from '../http/response.ts'
import { Account } from './account.ts'
import { getInputTiming } from './inputVideo.ts'
import { createGenerationId, type Generation, type GenerationFailure, type Ledger, statusOf } from './ledger.ts'
import { type LogListing, listLogs } from './logs.ts'
import { describeModel, listModels } from './modelCatalog.ts'
import { POSE_MODEL_ID } from './modelFields.ts'
import { creditsToUsd, type PriceKind, priceInCredits } from './price.ts'
import { parseRequestBody } from './requestBody.ts'
import type { ResultFiles } from './resultFiles.ts'
import { listTransactions } from './transactions.ts'

/** The documented limit of `GET /v2/logs`. */
const LOG_CALLS_PER_MINUTE = 200

export interface SandboxApiOptions {
  /** The only API key to accept; undefined accepts any key. */
  readonly key: string | undefined
  readonly balanceUsd: number
  readonly priceKind: PriceKind
  readonly logLagMs: number
  readonly logListing: LogListing
  /** Undefined means no limit. */
  readonly callsPerMinute: number | undefined
}

export interface ApiCall {
  readonly request: IncomingMessage
  readonly url: URL
  readonly body: Buffer
  readonly requestId: string
  /** Unix ms. */
  readonly now: number
  readonly apiOrigin: string
  readonly filesOrigin: string
  /** The error that ends the generation created by this call; undefined if it completes. */
  readonly failure: GenerationFailure | undefined
}

/** The calls of the API. Throws `HttpError` for the API's error responses. */
export class SandboxApi {
  readonly #options: SandboxApiOptions
  readonly #ledger: Ledger
  readonly #resultFiles: ResultFiles
  readonly #account: Account
  readonly #limiter: RateLimiter
  readonly #logLimiter = new RateLimiter(LOG_CALLS_PER_MINUTE)

  /** `now` is Unix ms. */
  constructor(options: SandboxApiOptions, ledger: Ledger, resultFiles: ResultFiles, now: number) {
    this.#options = options
    this.#ledger = ledger
    this.#resultFiles = resultFiles
    this.#account = new Account(ledger, options.balanceUsd, now)
    this.#limiter = new RateLimiter(options.callsPerMinute)
  }

  async handle(call: ApiCall): Promise<HttpResponse> {
    const clientRequestId = readClientRequestId(call.request)
    const response = await this.#route(call)
    if (clientRequestId === undefined) return response
    return { ...response, headers: { ...response.headers, 'x-client-request-id': clientRequestId } }
  }

  async #route(call: ApiCall): Promise<HttpResponse> {
    const { request, url, now } = call
    this.#limiter.acquire(now)
    const route = `${request.method} ${url.pathname}`
    const query = url.searchParams
    if (route === 'GET /v1/models') return this.#listModels(call)
    if (route === 'GET /docs-json') return describeModel(query)
    const key = requireApiKey(request, this.#options.key)
    const owner = createHash('sha256').update(key).digest('hex')
    switch (route) {
      case 'POST /v2/video/generations':
        return this.#createGeneration(call, owner)
      case 'GET /v2/video/generations':
        return this.#getGeneration(call, owner)
      case 'GET /v2/billing':
        return jsonResponse(200, { current_balance: this.#account.balanceUsd(now), currency: 'USD' })
      case 'GET /v2/billing/transactions':
        return jsonResponse(200, listTransactions(this.#account.transactions(now), query))
      case 'GET /v2/logs': {
        this.#logLimiter.acquire(now)
        const generations = this.#ledger.list().filter((generation) => generation.owner === owner)
        return jsonResponse(200, listLogs(generations, key, query, now, this.#options))
      }
      default:
        throw new HttpError(404, `Cannot ${request.method} ${url.pathname}`)
    }
  }

  #listModels({ request, url, apiOrigin }: ApiCall): HttpResponse {
    const ifNoneMatch = request.headers['if-none-match']
    return listModels(url.searchParams, { apiOrigin, ifNoneMatch, priceKind: this.#options.priceKind })
  }

  #createGeneration(call: ApiCall, owner: string): HttpResponse {
    const { request, body, requestId, failure, now } = call
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
    const generationRequest = parseRequestBody(isJson ? body.toString('utf8') : '{}')
    const { values } = generationRequest
    const inputTiming = getInputTiming(values, this.#resultFiles, call.filesOrigin, now)
    const priceCredits = priceInCredits(values, inputTiming, this.#options.priceKind)
    this.#account.requireCredits(priceCredits, now)
    const clientRequestId = readClientRequestId(request)
    const details = { owner, requestId, clientRequestId, inputTiming, priceCredits, failure }
    const { id } = this.#ledger.create(generationRequest, details, now)
    return jsonResponse(201, { id, status: 'queued' }, { 'x-inference-id': id })
  }

  async #getGeneration({ url, filesOrigin, now }: ApiCall, owner: string): Promise<HttpResponse> {
    const id = url.searchParams.get('generation_id')
    if (!id) throw new HttpError(400, 'generation_id: Expected string, received undefined')
    const generation = this.#ledger.find(id, owner)
    if (!generation) throw new HttpError(404, 'Generation not found')
    const headers = { 'x-inference-id': id }
    const status = statusOf(generation, now)
    if (status === 'error') return jsonResponse(200, { id, status, video: null, error: generation.failure }, headers)
    const videoUrl = status === 'completed' ? await this.#getVideoUrl(generation, filesOrigin, now) : undefined
    if (videoUrl !== undefined) return createCompletedResponse(generation, videoUrl, headers)
    return jsonResponse(200, { id, status: status === 'queued' ? status : 'generating', video: null }, headers)
  }

  /** Returns undefined while the video of a `data:` URI is being rendered. */
  async #getVideoUrl(generation: Generation, filesOrigin: string, now: number): Promise<string | undefined> {
    if (generation.values['sync_mode'] === true) return this.#resultFiles.getDataUri(generation)
    return this.#resultFiles.createUrl(generation, filesOrigin, now)
  }
}

/** Returns the response to a POST without creating a generation, for faults that prevent the purchase. */
export function createQueuedResponse(): HttpResponse {
  return jsonResponse(201, { id: createGenerationId(POSE_MODEL_ID), status: 'queued' })
}

function createCompletedResponse(generation: Generation, videoUrl: string, headers: ResponseHeaders): HttpResponse {
  const { id, priceCredits: credits } = generation
  return jsonResponse(
    200,
    { id, status: 'completed', video: { url: videoUrl }, error: null, meta: { usage: { credits_used: credits } } },
    {
      ...headers,
      'x-aimlapi-credits-used': String(credits),
      'x-aimlapi-usd-spent': String(creditsToUsd(credits)),
    },
  )
}
