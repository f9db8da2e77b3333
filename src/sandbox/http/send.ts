import type { ServerResponse } from 'node:http'
import type { Reply } from './reply.ts'

/** Writes a reply with its length. A `HEAD` gets the headers alone; 204 and 304 have no body to measure. */
export function send(response: ServerResponse, reply: Reply): void {
  const bodiless = reply.status === 204 || reply.status === 304
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(bodiless ? {} : { 'content-length': String(reply.body.length) }),
  })
  response.end(bodiless || response.req.method === 'HEAD' ? undefined : reply.body)
}
