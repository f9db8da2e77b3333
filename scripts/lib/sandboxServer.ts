import { join } from 'node:path'
import type { LedgerRow } from '../../src/sandbox/faults/controlApi.ts'
import type { FaultRule } from '../../src/sandbox/faults/fault.ts'
import type { CallRecord } from '../../src/sandbox/http/callLog.ts'
import { NODE, ROOT } from './paths.ts'
import { startProgram, stopProgram } from './processes.ts'
import { SandboxControl } from './sandboxControl.ts'
import { waitForLine } from './waitForLine.ts'

export type { CallRecord, FaultRule, LedgerRow }

export interface SandboxOptions {
  /** From the request to the finished video. Default 2. */
  readonly seconds?: number
  /** The only key that is accepted. Default: any. */
  readonly key?: string
  /** Default: a free one. */
  readonly port?: number
}

/** The stand-in for the API in a process of its own, with its control calls. */
export interface Sandbox extends SandboxControl {
  stop(): Promise<void>
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seconds = 2, key, port = 0 } = options
  const args = ['--port', String(port), '--seconds', String(seconds), '--control', '--exit-with-parent']
  const child = startProgram(
    NODE,
    [join(ROOT, 'src', 'sandbox', 'main.ts'), ...args, ...(key === undefined ? [] : ['--key', key])],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const { match } = await waitForLine(child, /^listening on (http:\S+)$/m, 20_000)
  return Object.assign(new SandboxControl(match[1] ?? ''), { stop: () => stopProgram(child) })
}
