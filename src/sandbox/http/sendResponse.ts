import type { ServerResponse } from 'node:http'
import type { HttpResponse } from './response.ts'

/** Writes a response with its `Content-Length`. Omits the body for `HEAD`, 204 and 304. */
export function sendResponse(target: ServerResponse, response: HttpResponse): void {
  const hasNoBody = response.status === 204 || response.status === 304
  target.writeHead(response.status, {
    ...response.headers,
    ...(hasNoBody ? {} : { 'content-length': String(response.body.length) }),
  })
  target.end(hasNoBody || target.req.method === 'HEAD' ? undefined : response.body)
}
