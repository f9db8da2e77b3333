import { Ledger } from './api/ledger.ts'
import type { LogListing } from './api/logs.ts'
import type { PriceKind } from './api/price.ts'
import { ResultFiles } from './api/resultFiles.ts'
import { SandboxApi } from './api/sandboxApi.ts'
import { ControlApi, type LedgerRow } from './faults/controlApi.ts'
import { type FaultRule, parseFaultRules } from './faults/fault.ts'
import { FaultQueue } from './faults/faultQueue.ts'
import { CallLog, type CallRecord } from './http/callLog.ts'
import { SandboxServer } from './http/sandboxServer.ts'
import { startServer } from './http/startServer.ts'
import { VideoCache } from './video/videoCache.ts'

export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined
  /** Time from the POST to `completed`. Default 6. */
  readonly seconds?: number | undefined
  /** The only API key to accept. Default: any. */
  readonly key?: string | undefined
  /** Opening balance in USD. Default 100. */
  readonly balance?: number | undefined
  /** How `/v1/models` publishes the price. Default `variants`. */
  readonly price?: PriceKind | undefined
  /** API calls in 60 s. Default: no limit. */
  readonly rate?: number | undefined
  /** Seconds until a row appears in `/v2/logs`, counted from the end or the start (see `logs`). Default 0. */
  readonly logLag?: number | undefined
  /** Whether `/v2/logs` lists a generation only after it ended, or from the start. Default `finished`. */
  readonly logs?: LogListing | undefined
  /** Seconds until a result URL expires. Default: never. */
  readonly urlSeconds?: number | undefined
  /** Default 50 MB. */
  readonly maxBodyBytes?: number | undefined
  /** Enables the control API under `/_sandbox/`. Default false. */
  readonly control?: boolean | undefined
  /** Returns Unix ms. Default: the system time. */
  readonly now?: (() => number) | undefined
}

export interface Sandbox {
  /** Origin of the API, for example `http://127.0.0.1:8787`. */
  readonly url: string
  /** Origin of the result files. */
  readonly filesUrl: string
  /** Returns every generation that was created, oldest first. */
  ledger(): LedgerRow[]
  /** Returns every call that was received, oldest first. */
  calls(): readonly CallRecord[]
  addFaults(...rules: FaultRule[]): void
  clearFaults(): void
  /** Closes all connections. */
  close(): Promise<void>
}

/** Starts a sandbox on 127.0.0.1. Rejects with the system error if the port is not available. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now
  const ledger = new Ledger((options.seconds ?? 6) * 1000)
  const videos = new VideoCache()
  const resultFiles = new ResultFiles(ledger, videos, options.urlSeconds && options.urlSeconds * 1000)
  const api = new SandboxApi(
    {
      key: options.key,
      balanceUsd: options.balance ?? 100,
      priceKind: options.price ?? 'variants',
      logListing: options.logs ?? 'finished',
      logLagMs: (options.logLag ?? 0) * 1000,
      callsPerMinute: options.rate,
    },
    ledger,
    resultFiles,
    now(),
  )
  const calls = new CallLog()
  const faults = new FaultQueue()
  const controlApi = new ControlApi(ledger, calls, faults)
  const server = new SandboxServer({
    api,
    resultFiles,
    calls,
    faults,
    controlApi: options.control ? controlApi : undefined,
    maxBodyBytes: options.maxBodyBytes ?? 50_000_000,
    now,
  })
  const apiServer = await startServer(options.port ?? 0, (request, response) =>
    server.handleApiRequest(request, response),
  )
  const fileServer = await startServer(0, (request, response) => server.handleFileRequest(request, response))
  server.setOrigins(apiServer.origin, fileServer.origin)
  return {
    url: apiServer.origin,
    filesUrl: fileServer.origin,
    ledger: () => controlApi.listGenerations(now()),
    calls: () => calls.list(),
    addFaults: (...rules) => faults.add(parseFaultRules(rules)),
    clearFaults: () => faults.clear(),
    close: async () => {
      await Promise.all([apiServer.close(), fileServer.close(), videos.close()])
    },
  }
}
