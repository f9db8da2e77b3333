import type { IncomingMessage } from 'node:http'
import { type Generation, type Ledger, statusOf } from '../api/ledger.ts'
import type { CallLog } from '../http/calls.ts'
import { jsonReply, Refusal, type Reply } from '../http/reply.ts'
import { parseRules } from './fault.ts'
import type { FaultQueue } from './faultQueue.ts'

/** One generation as tests see it. */
export interface LedgerRow {
  readonly id: string
  readonly client_request_id: string | null
  /** ISO-8601. */
  readonly created: string
  readonly status: string
  readonly model: string
  readonly credits: number
  readonly body: unknown
}

/** The calls under `/_sandbox/`: what was sold, what was called, which faults come next. */
export class Control {
  readonly #ledger: Ledger
  readonly #calls: CallLog
  readonly #faults: FaultQueue

  constructor(ledger: Ledger, calls: CallLog, faults: FaultQueue) {
    this.#ledger = ledger
    this.#calls = calls
    this.#faults = faults
  }

  answer(request: IncomingMessage, path: string, body: Buffer, now: number): Reply {
    switch (`${request.method} ${path}`) {
      case 'GET /_sandbox/ledger':
        return jsonReply(200, this.ledger(now))
      case 'GET /_sandbox/calls':
        return jsonReply(200, this.#calls.all())
      case 'GET /_sandbox/faults':
        return jsonReply(200, this.#faults.list())
      case 'POST /_sandbox/faults':
        this.#faults.add(parseRules(parse(body)))
        return jsonReply(201, this.#faults.list())
      case 'DELETE /_sandbox/faults':
        this.#faults.clear()
        return jsonReply(200, [])
      default:
        throw new Refusal(404, `Cannot ${request.method} ${path}`)
    }
  }

  ledger(now: number): LedgerRow[] {
    return this.#ledger.all().map((generation) => row(generation, now))
  }
}

function row(generation: Generation, now: number): LedgerRow {
  return {
    id: generation.id,
    client_request_id: generation.clientRequestId ?? null,
    created: new Date(generation.createdAt).toISOString(),
    status: statusOf(generation, now),
    model: generation.model,
    credits: generation.priceCredits,
    body: generation.values,
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new Refusal(400, 'Expected a JSON body')
  }
}
