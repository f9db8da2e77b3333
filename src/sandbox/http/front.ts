import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Api } from '../api/api.ts'
import type { Results } from '../api/results.ts'
import type { Control } from '../faults/control.ts'
import { type Fault, sells } from '../faults/fault.ts'
import type { FaultQueue } from '../faults/faultQueue.ts'
import { misbehave } from '../faults/misbehave.ts'
import type { CallLog } from './calls.ts'
import { refuseWebPages, requireLoopbackHost } from './guard.ts'
import { readBody } from './readBody.ts'
import { errorReply, Refusal, type Reply } from './reply.ts'
import { send } from './send.ts'

export interface FrontParts {
  readonly api: Api
  readonly results: Results
  readonly calls: CallLog
  readonly faults: FaultQueue
  /** Undefined keeps `/_sandbox/` shut. */
  readonly control: Control | undefined
  readonly maxBodyBytes: number
  /** Unix ms. */
  readonly now: () => number
}

/** Takes calls from the two listeners, lets faults have their way, and sends the answers. */
export class Front {
  readonly #parts: FrontParts
  #apiOrigin = ''
  #filesOrigin = ''

  constructor(parts: FrontParts) {
    this.#parts = parts
  }

  /** Tells the origins once they are known. */
  open(apiOrigin: string, filesOrigin: string): void {
    this.#apiOrigin = apiOrigin
    this.#filesOrigin = filesOrigin
  }

  async answerApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await answerOr500(request, response, async (url, requestId) => {
      const { control, calls, faults } = this.#parts
      requireLoopbackHost(request)
      if (control && url.pathname.startsWith('/_sandbox/')) {
        refuseWebPages(request)
        const body = await readBody(request, this.#parts.maxBodyBytes)
        return send(response, control.answer(request, url.pathname, body, this.#parts.now()))
      }
      calls.add(request, url, 'api', this.#parts.now())
      const fault = faults.take(request.method ?? '', url.pathname)
      const reply = await orRefusal(url, requestId, () => this.#apiReply(request, url, requestId, fault))
      return fault ? misbehave(fault, response, reply) : send(response, reply)
    })
  }

  async answerFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await answerOr500(request, response, async (url, requestId) => {
      const { results, calls, faults } = this.#parts
      requireLoopbackHost(request)
      calls.add(request, url, 'files', this.#parts.now())
      const fault = faults.take(request.method ?? '', url.pathname)
      if (fault?.kind === 'etagChange') results.change(url.pathname)
      const reply = await orRefusal(url, requestId, () => {
        if (request.method === 'GET' || request.method === 'HEAD') return results.serve(request, url, this.#parts.now())
        throw new Refusal(405, 'Method Not Allowed', { allow: 'GET, HEAD' })
      })
      return fault ? misbehave(fault, response, reply) : send(response, reply)
    })
  }

  async #apiReply(request: IncomingMessage, url: URL, requestId: string, fault: Fault | undefined): Promise<Reply> {
    const body = await readBody(request, this.#parts.maxBodyBytes)
    if (fault && request.method === 'POST' && !sells(fault)) return Api.phantom()
    const failure =
      fault?.kind === 'failGeneration'
        ? { name: fault.name ?? 'InferenceError', message: fault.message ?? 'The provider could not make the video' }
        : undefined
    return this.#parts.api.answer({
      request,
      url,
      body,
      requestId,
      now: this.#parts.now(),
      apiOrigin: this.#apiOrigin,
      filesOrigin: this.#filesOrigin,
      failure,
    })
  }
}

/** What `make` answers, or its refusal as the API words it. */
async function orRefusal(url: URL, requestId: string, make: () => Promise<Reply>): Promise<Reply> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof Refusal) return errorReply(error, url.pathname, requestId, Date.now())
    throw error
  }
}

/** Nothing that goes wrong with one call may end the server. */
async function answerOr500(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (url: URL, requestId: string) => Promise<void> | void,
): Promise<void> {
  const requestId = randomUUID()
  const path = request.url?.startsWith('/') ? request.url : '/'
  const url = new URL(`http://127.0.0.1${path}`)
  try {
    await answer(url, requestId)
  } catch (error) {
    if (response.headersSent || response.destroyed) return void response.destroy()
    const refusal = error instanceof Refusal ? error : new Refusal(500, `Internal server error: ${error}`)
    send(response, errorReply(refusal, url.pathname, requestId, Date.now()))
  }
}
