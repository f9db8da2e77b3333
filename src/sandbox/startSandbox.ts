import { Api } from './api/api.ts'
import { Ledger } from './api/ledger.ts'
import { Results } from './api/results.ts'
import { Control, type LedgerRow } from './faults/control.ts'
import { type FaultRule, parseRules } from './faults/fault.ts'
import { FaultQueue } from './faults/faultQueue.ts'
import { CallLog, type CallRecord } from './http/calls.ts'
import { Front } from './http/front.ts'
import { listen } from './http/listen.ts'
import { VideoStore } from './video/videoStore.ts'

export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined
  /** From the POST to `completed`. Default 6. */
  readonly seconds?: number | undefined
  /** The only API key taken. Default: any. */
  readonly key?: string | undefined
  /** USD in the account at the start. Default 100. */
  readonly balance?: number | undefined
  /** API calls let through in 60 s. Default: all. */
  readonly rate?: number | undefined
  /** Seconds until a request shows in `/v2/logs`. Default 0. */
  readonly logLag?: number | undefined
  /** Seconds until a result URL expires. Default: never. */
  readonly urlSeconds?: number | undefined
  /** Largest request body. Default 50 MB. */
  readonly maxBodyBytes?: number | undefined
  /** Whether `/_sandbox/` answers. Default false. */
  readonly control?: boolean | undefined
  /** Unix ms. Default: the system's time. */
  readonly now?: (() => number) | undefined
}

export interface Sandbox {
  /** Origin of the API, as `http://127.0.0.1:8787`. */
  readonly url: string
  /** Origin of the result files. */
  readonly filesUrl: string
  /** Every generation sold so far, oldest first. */
  ledger(): LedgerRow[]
  /** Every call received so far, oldest first. */
  calls(): readonly CallRecord[]
  addFaults(...rules: FaultRule[]): void
  clearFaults(): void
  /** Ends all connections at once. */
  close(): Promise<void>
}

/** Starts a sandbox on 127.0.0.1. Rejects with the system's error when the port cannot be had. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now
  const ledger = new Ledger((options.seconds ?? 6) * 1000)
  const videos = new VideoStore()
  const results = new Results(ledger, videos, options.urlSeconds && options.urlSeconds * 1000)
  const api = new Api(
    {
      key: options.key,
      balanceUsd: options.balance ?? 100,
      logLagMs: (options.logLag ?? 0) * 1000,
      ratePerMinute: options.rate,
    },
    ledger,
    results,
    now(),
  )
  const calls = new CallLog()
  const faults = new FaultQueue()
  const control = new Control(ledger, calls, faults)
  const front = new Front({
    api,
    results,
    calls,
    faults,
    control: options.control ? control : undefined,
    maxBodyBytes: options.maxBodyBytes ?? 50_000_000,
    now,
  })
  const apiServer = await listen(options.port ?? 0, (request, response) => front.answerApi(request, response))
  const fileServer = await listen(0, (request, response) => front.answerFile(request, response))
  front.open(apiServer.origin, fileServer.origin)
  return {
    url: apiServer.origin,
    filesUrl: fileServer.origin,
    ledger: () => control.ledger(now()),
    calls: () => calls.all(),
    addFaults: (...rules) => faults.add(parseRules(rules)),
    clearFaults: () => faults.clear(),
    close: async () => {
      await Promise.all([apiServer.close(), fileServer.close(), videos.close()])
    },
  }
}
