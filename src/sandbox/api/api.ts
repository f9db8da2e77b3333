import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { clientRequestId, requireKey } from '../http/guard.ts'
import { RateLimit } from '../http/rateLimit.ts'
import { type Headers, jsonReply, Refusal, type Reply } from '../http/reply.ts'
import { Account } from './account.ts'
import { describeModel, listModels } from './catalogue.ts'
import { type Failure, type Generation, type Ledger, newId, statusOf } from './ledger.ts'
import { listLogs } from './logs.ts'
import { POSE } from './parameters.ts'
import { priceCredits, usd } from './price.ts'
import type { Results } from './results.ts'
import { listTransactions } from './transactions.ts'
import { checkBody } from './validate.ts'

/** `GET /v2/logs` has a limit of its own. */
const LOGS_PER_MINUTE = 200

export interface ApiOptions {
  /** The only key taken; undefined takes any. */
  readonly key: string | undefined
  readonly balanceUsd: number
  readonly logLagMs: number
  /** Calls in 60 s; undefined is without limit. */
  readonly ratePerMinute: number | undefined
}

/** One call, with what the server found out about it. */
export interface Call {
  readonly request: IncomingMessage
  readonly url: URL
  readonly body: Buffer
  readonly requestId: string
  readonly now: number
  /** Origins of the API and of the result files, as the caller can reach them. */
  readonly apiOrigin: string
  readonly filesOrigin: string
  /** How the generation that this call buys shall end when not well. */
  readonly failure: Failure | undefined
}

/** The API's calls. Throws `Refusal` for whatever the API refuses. */
export class Api {
  readonly #options: ApiOptions
  readonly #ledger: Ledger
  readonly #results: Results
  readonly #account: Account
  readonly #calls: RateLimit
  readonly #logCalls = new RateLimit(LOGS_PER_MINUTE)

  constructor(options: ApiOptions, ledger: Ledger, results: Results, now: number) {
    this.#options = options
    this.#ledger = ledger
    this.#results = results
    this.#account = new Account(ledger, options.balanceUsd, now)
    this.#calls = new RateLimit(options.ratePerMinute)
  }

  async answer(call: Call): Promise<Reply> {
    const { request, url, now } = call
    const echo = clientRequestId(request)
    const reply = await this.#route(call, `${request.method} ${url.pathname}`, now)
    return echo === undefined ? reply : { ...reply, headers: { ...reply.headers, 'x-client-request-id': echo } }
  }

  /** A look-alike of the answer to a POST, for faults on calls that buy nothing. */
  static phantom(): Reply {
    return jsonReply(201, { id: newId(POSE), status: 'queued' })
  }

  async #route(call: Call, route: string, now: number): Promise<Reply> {
    const { request, url } = call
    this.#calls.count(now)
    const query = url.searchParams
    if (route === 'GET /v1/models') return listModels(query, call.apiOrigin, request.headers['if-none-match'])
    if (route === 'GET /docs-json') return describeModel(query)
    const key = requireKey(request, this.#options.key)
    const owner = createHash('sha256').update(key).digest('hex')
    switch (route) {
      case 'POST /v2/video/generations':
        return this.#create(call, owner)
      case 'GET /v2/video/generations':
        return this.#state(call, owner)
      case 'GET /v2/billing':
        return jsonReply(200, { current_balance: this.#account.balanceUsd(now), currency: 'USD' })
      case 'GET /v2/billing/transactions':
        return jsonReply(200, listTransactions(this.#account.movements(now), query))
      case 'GET /v2/logs': {
        this.#logCalls.count(now)
        const own = this.#ledger.all().filter((one) => one.owner === owner)
        return jsonReply(200, listLogs(own, key, query, now, this.#options.logLagMs))
      }
      default:
        throw new Refusal(404, `Cannot ${request.method} ${url.pathname}`)
    }
  }

  #create({ request, body, requestId, failure, now }: Call, owner: string): Reply {
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
    const checked = checkBody(isJson ? body.toString('utf8') : '{}')
    const price = priceCredits(checked.values)
    this.#account.requireCredits(price, now)
    const sale = { owner, requestId, clientRequestId: clientRequestId(request), priceCredits: price, failure }
    const generation = this.#ledger.sell(checked, sale, now)
    return jsonReply(201, { id: generation.id, status: 'queued' }, { 'x-inference-id': generation.id })
  }

  async #state({ url, filesOrigin, now }: Call, owner: string): Promise<Reply> {
    const id = url.searchParams.get('generation_id')
    if (!id) throw new Refusal(400, 'generation_id: Expected string, received undefined')
    const generation = this.#ledger.find(id, owner)
    if (!generation) throw new Refusal(404, 'Generation not found')
    const headers = { 'x-inference-id': id }
    const status = statusOf(generation, now)
    if (status === 'error') return jsonReply(200, { id, status, video: null, error: generation.failure }, headers)
    const video = status === 'completed' ? await this.#videoUrl(generation, filesOrigin, now) : undefined
    if (video !== undefined) return completed(generation, video, headers)
    return jsonReply(200, { id, status: status === 'queued' ? status : 'generating', video: null }, headers)
  }

  /** Undefined while a `data:` URI is still being made. */
  async #videoUrl(generation: Generation, filesOrigin: string, now: number): Promise<string | undefined> {
    if (generation.values['sync_mode'] === true) return this.#results.dataUri(generation)
    return this.#results.url(generation, filesOrigin, now)
  }
}

function completed(generation: Generation, videoUrl: string, headers: Headers): Reply {
  const { id, priceCredits: credits } = generation
  return jsonReply(
    200,
    { id, status: 'completed', video: { url: videoUrl }, error: null, meta: { usage: { credits_used: credits } } },
    { ...headers, 'x-aimlapi-credits-used': String(credits), 'x-aimlapi-usd-spent': String(usd(credits)) },
  )
}
