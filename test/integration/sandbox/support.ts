import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/startSandbox.ts'

export const POSE_MODEL_ID = 'alibaba/wan2.2-vace-fun-a14b-pose'
/** A valid body for a video that is small and fast to encode. */
export const BODY = {
  model: POSE_MODEL_ID,
  video_url: 'https://example.com/dance.mp4',
  prompt: 'a robot dances',
  resolution: '240p',
  aspect_ratio: '1:1',
  seed: 7,
}

/** Runs `test` with a new sandbox and closes it afterward. */
export async function withSandbox(options: SandboxOptions, test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox({ seconds: 0, ...options })
  try {
    await test(sandbox)
  } finally {
    await sandbox.close()
  }
}

export interface JsonResponse {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the tests read responses of every shape
  readonly json: any
}

export async function call(
  sandbox: Sandbox,
  path: string,
  init: { method?: string; body?: unknown; headers?: Record<string, string>; key?: string } = {},
): Promise<JsonResponse> {
  const { method = init.body === undefined ? 'GET' : 'POST', body, headers = {}, key = 'k' } = init
  const response = await fetch(new URL(path, sandbox.url), {
    method,
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
}

export function create(
  sandbox: Sandbox,
  values: object = {},
  init: Parameters<typeof call>[2] = {},
): Promise<JsonResponse> {
  return call(sandbox, '/v2/video/generations', { body: { ...BODY, ...values }, ...init })
}

export function poll(sandbox: Sandbox, id: string, init: Parameters<typeof call>[2] = {}): Promise<JsonResponse> {
  return call(sandbox, `/v2/video/generations?generation_id=${encodeURIComponent(id)}`, init)
}

/** Creates a generation and returns the URL of its video. */
export async function generateVideo(sandbox: Sandbox, values: object = {}): Promise<string> {
  const { json } = await create(sandbox, values)
  return (await poll(sandbox, json.id)).json.video.url
}

/** Sends `request` over a new socket. Returns the received text and whether the server ended the connection. */
export async function sendRaw(
  origin: string,
  request: string,
  timeoutMs = 250,
): Promise<{ text: string; end: 'ended' | 'open' }> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', () => {})
  const ended = new Promise<'ended'>((resolve) =>
    socket.once('end', () => resolve('ended')).once('close', () => resolve('ended')),
  )
  socket.write(request.replaceAll('\n', '\r\n'))
  const end = await Promise.race([ended, sleep(timeoutMs, 'open' as const)])
  socket.destroy()
  return { text, end }
}
