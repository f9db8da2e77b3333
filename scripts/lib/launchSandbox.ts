import { join } from 'node:path'
import type { PriceKind } from '../../src/sandbox/api/price.ts'
import { NODE, ROOT } from './paths.ts'
import { startProgram, stopProgram } from './processes.ts'
import { SandboxControl } from './sandboxControl.ts'
import { waitForLine } from './waitForLine.ts'

/** See `SandboxOptions.seconds`. */
export const DEFAULT_SECONDS = 2

export interface SandboxOptions {
  /** Seconds from a request to its finished video. Default: `DEFAULT_SECONDS`. */
  readonly seconds?: number
  /** The only key that the sandbox accepts. Default: any key. */
  readonly key?: string
  /** See `SandboxOptions.price`. */
  readonly price?: PriceKind
  /** Default: a free port. */
  readonly port?: number
}

/** A sandbox in its own process, and its control API. */
export interface RunningSandbox extends SandboxControl {
  stop(): Promise<void>
}

export async function launchSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { seconds = DEFAULT_SECONDS, key, price, port = 0 } = options
  const args = ['--port', String(port), '--seconds', String(seconds), '--control', '--exit-with-parent']
  const child = startProgram(
    NODE,
    [
      join(ROOT, 'src', 'sandbox', 'main.ts'),
      ...args,
      ...(key === undefined ? [] : ['--key', key]),
      ...(price === undefined ? [] : ['--price', price]),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const { match } = await waitForLine(child, /^listening on (http:\S+)$/m, 20_000)
  return Object.assign(new SandboxControl(match[1] ?? ''), { stop: () => stopProgram(child) })
}
