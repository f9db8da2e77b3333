import * as dns from 'node:dns'
import type { LookupFunction } from 'node:net'
import { afterEach } from 'mocha'
import type { ApiClient } from '../../../../src/api/client.ts'
import { createApiClient } from '../../../../src/api/createApiClient.ts'
import { ApiError } from '../../../../src/api/errors.ts'
import type { EditorFetch } from '../../../../src/api/transport/fetchTransport.ts'
import { createNetwork, type Network } from '../../../../src/api/transport/network.ts'
import type { NetworkSettings } from '../../../../src/api/transport/networkSettings.ts'
import type { TestServer } from './servers.ts'

export const KEY = 'sk-Sekret.0123456789'

export const DIRECT: NetworkSettings = {
  proxy: '',
  noProxy: [],
  strictSsl: true,
  useProxy: true,
  systemCertificates: false,
  proxyAuthorization: '',
}

/** A `fetch` of the editor that cannot connect. */
export const failingEditorFetch: EditorFetch = () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) }))

/** Resolves names that end with `.test` to this computer. */
export const testLookup: LookupFunction = (hostname, options, callback) => {
  if (!hostname.endsWith('.test')) return dns.lookup(hostname, options, callback)
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }])
  else callback(null, '127.0.0.1', 4)
}

/** Records the log. */
export function memoryLog() {
  const lines: string[] = []
  const add = (line: string) => void lines.push(line)
  return { lines, info: add, warn: add, error: add }
}

export interface ApiTestContext {
  readonly network: Network
  readonly logLines: readonly string[]
  createClient(baseUrl: string): ApiClient
}

export function createContext(
  settings: Partial<NetworkSettings> = {},
  editorFetch: EditorFetch = failingEditorFetch,
  environment: NodeJS.ProcessEnv = {},
  lookup: LookupFunction = testLookup,
): ApiTestContext {
  const log = memoryLog()
  const network = createNetwork({ settings: { ...DIRECT, ...settings }, environment, editorFetch, log, lookup })
  return {
    network,
    logLines: log.lines,
    createClient: (baseUrl) =>
      createApiClient({ baseUrl, key: KEY, transport: network.transport, log, now: () => Date.now() }),
  }
}

/** Call inside `describe`. What it starts is stopped after each test. */
export function useNetwork() {
  const servers: TestServer[] = []
  const networks: Network[] = []
  afterEach(async () => {
    await Promise.all(networks.splice(0).map((network) => network.close()))
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })
  return {
    async start<T extends TestServer>(server: T | Promise<T>): Promise<T> {
      const started = await server
      servers.push(started)
      return started
    },
    context(...args: Parameters<typeof createContext>): ApiTestContext {
      const context = createContext(...args)
      networks.push(context.network)
      return context
    },
  }
}

const REQUEST = {
  model: 'alibaba/wan2.2-vace-fun-a14b-pose',
  values: { video_url: 'https://example.com/a.mp4', prompt: 'a fox', num_frames: 81 },
}

export function createGeneration(client: ApiClient, signal?: AbortSignal) {
  return client.createGeneration(REQUEST, { clientRequestId: 'job-1', signal })
}

/** Returns the error that the call rejects with. Fails if it is not an `ApiError`. */
export async function errorOf(call: Promise<unknown>): Promise<ApiError> {
  const result: unknown = await call.catch((error: unknown) => error)
  if (result instanceof ApiError) return result
  throw new Error(`not an ApiError: ${JSON.stringify(result)} ${String(result)}`)
}
