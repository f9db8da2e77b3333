import type { IncomingMessage } from 'node:http'
import { type Generation, type Ledger, statusOf } from '../api/ledger.ts'
import type { CallLog } from '../http/callLog.ts'
import { HttpError } from '../http/httpError.ts'
import { type HttpResponse, jsonResponse } from '../http/response.ts'
import { parseFaultRules } from './fault.ts'
import type { FaultQueue } from './faultQueue.ts'

/** A generation as the control API reports it. */
export interface LedgerRow {
  readonly id: string
  readonly client_request_id: string | null
  /** ISO 8601. */
  readonly created: string
  readonly status: string
  readonly model: string
  readonly credits: number
  readonly body: unknown
}

/** The control API under `/_sandbox/`: lists generations and calls, and manages the fault queue. */
export class ControlApi {
  readonly #ledger: Ledger
  readonly #calls: CallLog
  readonly #faults: FaultQueue

  constructor(ledger: Ledger, calls: CallLog, faults: FaultQueue) {
    this.#ledger = ledger
    this.#calls = calls
    this.#faults = faults
  }

  /** `now` is Unix ms. Throws `HttpError` if the call is unknown or its body is invalid. */
  handle(request: IncomingMessage, path: string, body: Buffer, now: number): HttpResponse {
    switch (`${request.method} ${path}`) {
      case 'GET /_sandbox/ledger':
        return jsonResponse(200, this.listGenerations(now))
      case 'GET /_sandbox/calls':
        return jsonResponse(200, this.#calls.list())
      case 'GET /_sandbox/faults':
        return jsonResponse(200, this.#faults.list())
      case 'POST /_sandbox/faults':
        this.#faults.add(parseFaultRules(parseJson(body)))
        return jsonResponse(201, this.#faults.list())
      case 'DELETE /_sandbox/faults':
        this.#faults.clear()
        return jsonResponse(200, [])
      default:
        throw new HttpError(404, `Cannot ${request.method} ${path}`)
    }
  }

  /** Returns every generation, oldest first. */
  listGenerations(now: number): LedgerRow[] {
    return this.#ledger.list().map((generation) => toLedgerRow(generation, now))
  }
}

function toLedgerRow(generation: Generation, now: number): LedgerRow {
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

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new HttpError(400, 'Expected JSON body')
  }
}
