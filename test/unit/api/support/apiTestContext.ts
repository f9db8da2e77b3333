import type { ApiClient } from '../../../../src/api/apiClient.ts'
import { createApiClient } from '../../../../src/api/createApiClient.ts'
import { ApiError } from '../../../../src/api/errors.ts'
import type { EditorFetch } from '../../../../src/api/transport/fetchTransport.ts'
import { createNetwork, type Network } from '../../../../src/api/transport/network.ts'
import type { NetworkSettings } from '../../../../src/api/transport/networkSettings.ts'

export const KEY = 'sk-Sekret.0123456789'

export const DIRECT: NetworkSettings = {
  proxy: '',
  noProxy: [],
  strictSsl: true,
  useProxy: true,
  systemCertificates: false,
  proxyAuthorization: '',
}

/** A fetch of the editor that cannot connect: what there is without one. */
export const noEditorFetch: EditorFetch = () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) }))

/** Collects what is logged. */
export function memoryLog() {
  const lines: string[] = []
  const add = (line: string) => void lines.push(line)
  return { lines, info: add, warn: add, error: add }
}

export interface TestContext {
  readonly network: Network
  readonly lines: readonly string[]
  client(baseUrl: string): ApiClient
  close(): Promise<void>
}

export function makeWorld(
  settings: Partial<NetworkSettings> = {},
  editorFetch: EditorFetch = noEditorFetch,
  environment: NodeJS.ProcessEnv = {},
): TestContext {
  const log = memoryLog()
  const network = createNetwork({ settings: { ...DIRECT, ...settings }, environment, editorFetch, log })
  return {
    network,
    lines: log.lines,
    client: (baseUrl) =>
      createApiClient({ baseUrl, key: KEY, transport: network.transport, log, now: () => Date.now() }),
    close: () => network.close(),
  }
}

export const REQUEST = {
  model: 'alibaba/wan2.2-vace-fun-a14b-pose',
  values: { video_url: 'https://example.com/a.mp4', prompt: 'a fox', num_frames: 81 },
}

export function buy(client: ApiClient, signal?: AbortSignal) {
  return client.createGeneration(REQUEST, { clientRequestId: 'job-1', signal })
}

/** What the call failed with: its details and message, or what came instead. */
export async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const result: unknown = await call.then(
    (value) => value,
    (error: unknown) => error,
  )
  if (result instanceof ApiError) return result
  throw new Error(`no ApiError but ${JSON.stringify(result)} ${String(result)}`)
}
