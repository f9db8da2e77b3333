import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ResultFiles } from '../api/resultFiles.ts'
import { createQueuedResponse, type SandboxApi } from '../api/sandboxApi.ts'
import { applyFault } from '../faults/applyFault.ts'
import type { ControlApi } from '../faults/controlApi.ts'
import { createsGeneration, type Fault } from '../faults/fault.ts'
import type { FaultQueue } from '../faults/faultQueue.ts'
import type { CallLog } from './callLog.ts'
import { errorResponse, HttpError } from './httpError.ts'
import { readBody } from './readBody.ts'
import { rejectWebPages, requireLoopbackHost } from './requestChecks.ts'
import type { HttpResponse } from './response.ts'
import { sendResponse } from './sendResponse.ts'

export interface SandboxServerOptions {
  readonly api: SandboxApi
  readonly resultFiles: ResultFiles
  readonly calls: CallLog
  readonly faults: FaultQueue
  /** Undefined disables `/_sandbox/`. */
  readonly controlApi: ControlApi | undefined
  readonly maxBodyBytes: number
  /** Unix ms. */
  readonly now: () => number
}

/** Handles the requests of the API server and the file server, and applies faults to the responses. */
export class SandboxServer {
  readonly #options: SandboxServerOptions
  #apiOrigin = ''
  #filesOrigin = ''

  constructor(options: SandboxServerOptions) {
    this.#options = options
  }

  /** Sets the origins. Call this before the first request arrives. */
  setOrigins(apiOrigin: string, filesOrigin: string): void {
    this.#apiOrigin = apiOrigin
    this.#filesOrigin = filesOrigin
  }

  async handleApiRequest(request: IncomingMessage, target: ServerResponse): Promise<void> {
    await handleRequest(request, target, async (url, requestId) => {
      const { controlApi, calls, faults, maxBodyBytes, now } = this.#options
      requireLoopbackHost(request)
      if (controlApi && url.pathname.startsWith('/_sandbox/')) {
        rejectWebPages(request)
        const body = await readBody(request, maxBodyBytes)
        return sendResponse(target, controlApi.handle(request, url.pathname, body, now()))
      }
      calls.add(request, url, 'api', now())
      const fault = faults.take(request.method ?? '', url.pathname)
      const response = await catchHttpError(url, requestId, () => this.#callApi(request, url, requestId, fault))
      return fault ? applyFault(fault, target, response) : sendResponse(target, response)
    })
  }

  async handleFileRequest(request: IncomingMessage, target: ServerResponse): Promise<void> {
    await handleRequest(request, target, async (url, requestId) => {
      const { resultFiles, calls, faults, now } = this.#options
      requireLoopbackHost(request)
      calls.add(request, url, 'files', now())
      const fault = faults.take(request.method ?? '', url.pathname)
      if (fault?.kind === 'etagChange') resultFiles.changeVersion(url.pathname)
      const response = await catchHttpError(url, requestId, () => {
        if (request.method === 'GET' || request.method === 'HEAD') return resultFiles.serve(request, url, now())
        throw new HttpError(405, 'Method Not Allowed', { allow: 'GET, HEAD' })
      })
      return fault ? applyFault(fault, target, response) : sendResponse(target, response)
    })
  }

  async #callApi(
    request: IncomingMessage,
    url: URL,
    requestId: string,
    fault: Fault | undefined,
  ): Promise<HttpResponse> {
    const { api, maxBodyBytes, now } = this.#options
    const body = await readBody(request, maxBodyBytes)
    if (fault && request.method === 'POST' && !createsGeneration(fault)) return createQueuedResponse()
    const failure =
      fault?.kind === 'failGeneration'
        ? {
            name: fault.name ?? 'InferenceError',
            message: fault.message ?? 'The provider could not generate the video',
          }
        : undefined
    return api.handle({
      request,
      url,
      body,
      requestId,
      now: now(),
      apiOrigin: this.#apiOrigin,
      filesOrigin: this.#filesOrigin,
      failure,
    })
  }
}

/** Returns the response of `handle`, or the error response if it throws `HttpError`. */
async function catchHttpError(url: URL, requestId: string, handle: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await handle()
  } catch (error) {
    if (error instanceof HttpError) return errorResponse(error, url.pathname, requestId, Date.now())
    throw error
  }
}

/** Runs `handle` and sends an error response if it rejects. Never rejects, so that no request can end the server. */
async function handleRequest(
  request: IncomingMessage,
  target: ServerResponse,
  handle: (url: URL, requestId: string) => Promise<void> | void,
): Promise<void> {
  const requestId = randomUUID()
  const path = request.url?.startsWith('/') ? request.url : '/'
  const url = new URL(`http://127.0.0.1${path}`)
  try {
    await handle(url, requestId)
  } catch (error) {
    if (target.headersSent || target.destroyed) return void target.destroy()
    const httpError = error instanceof HttpError ? error : new HttpError(500, `Internal server error: ${error}`)
    sendResponse(target, errorResponse(httpError, url.pathname, requestId, Date.now()))
  }
}
