import { type HttpResponse, jsonResponse, type ResponseHeaders } from './response.ts'

/** An error response with the status and message that the API would send. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number
  readonly headers: ResponseHeaders

  constructor(status: number, message: string, headers: ResponseHeaders = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** The API's error body: `{message, path, requestId, statusCode, timestamp}`. `now` is Unix ms. */
export function errorResponse(error: HttpError, path: string, requestId: string, now: number): HttpResponse {
  return jsonResponse(
    error.status,
    {
      message: error.message,
      path,
      requestId,
      statusCode: error.status,
      timestamp: new Date(now).toISOString(),
    },
    error.headers,
  )
}
