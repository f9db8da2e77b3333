import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/startSandbox.ts'

export const POSE = 'alibaba/wan2.2-vace-fun-a14b-pose'
/** The smallest valid body; small and fast to encode. */
export const BODY = {
  model: POSE,
  video_url: 'https://example.com/dance.mp4',
  prompt: 'a robot dances',
  resolution: '240p',
  aspect_ratio: '1:1',
  seed: 7,
}

/** Runs `body` with a sandbox of its own, which is closed whatever happens. */
export async function withSandbox(options: SandboxOptions, body: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox({ seconds: 0, ...options })
  try {
    await body(sandbox)
  } finally {
    await sandbox.close()
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
  readonly json: any
}

export async function call(
  sandbox: Sandbox,
  path: string,
  init: { method?: string; body?: unknown; headers?: Record<string, string>; key?: string } = {},
): Promise<Answer> {
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

export function create(sandbox: Sandbox, values: object = {}, init: Parameters<typeof call>[2] = {}): Promise<Answer> {
  return call(sandbox, '/v2/video/generations', { body: { ...BODY, ...values }, ...init })
}

export function look(sandbox: Sandbox, id: string, init: Parameters<typeof call>[2] = {}): Promise<Answer> {
  return call(sandbox, `/v2/video/generations?generation_id=${encodeURIComponent(id)}`, init)
}

/** The URL of a finished video. */
export async function makeVideo(sandbox: Sandbox, values: object = {}): Promise<string> {
  const { json } = await create(sandbox, values)
  return (await look(sandbox, json.id)).json.video.url
}

/** What comes back over a socket of its own, and whether the other side `ended` it or left it `open`. */
export async function raw(
  origin: string,
  request: string,
  patienceMs = 250,
): Promise<{ text: string; end: 'ended' | 'open' }> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', () => {})
  const ended = new Promise<'ended'>((done) =>
    socket.once('end', () => done('ended')).once('close', () => done('ended')),
  )
  socket.write(request.replaceAll('\n', '\r\n'))
  const end = await Promise.race([ended, sleep(patienceMs, 'open' as const)])
  socket.destroy()
  return { text, end }
}
