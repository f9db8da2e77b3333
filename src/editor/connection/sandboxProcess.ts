import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as vscode from 'vscode'
import { parseApiAddress } from '../../api/apiAddress.ts'
import { AppError } from '../../core/errors.ts'
import type { Log } from '../../core/ports.ts'
import type { Connections } from './connections.ts'

const START_TIMEOUT_MS = 20_000
/** How long a generation takes: long enough to see its progress. */
const GENERATION_SECONDS = '6'

/** The sandbox of this window, in its own process, which ends with the window. */
export class SandboxProcess implements vscode.Disposable {
  readonly #script: string
  readonly #connections: Connections
  readonly #log: Log
  #child: ChildProcess | undefined
  #starting: Promise<void> | undefined

  constructor(extensionUri: vscode.Uri, connections: Connections, log: Log) {
    this.#script = vscode.Uri.joinPath(extensionUri, 'dist', 'sandbox.js').fsPath
    this.#connections = connections
    this.#log = log
  }

  get isRunning(): boolean {
    return this.#child !== undefined
  }

  /** Starts the sandbox and connects this window to it. Rejects with `AppError('conflict')` if it does not start. */
  start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  /** Stops the sandbox and connects this window to the service again. */
  stop(): void {
    const child = this.#child
    this.#child = undefined
    if (this.#connections.isSandbox) this.#connections.useSandbox(undefined)
    child?.kill()
  }

  dispose(): void {
    this.#child?.kill()
    this.#child = undefined
  }

  async #start(): Promise<void> {
    if (this.#child) return
    const key = `sandbox-${crypto.randomUUID()}`
    const child = await this.#fork(key)
    this.#child = child
    child.once('exit', (code, signal) => this.#onExit(child, code ?? signal))
    try {
      const check = parseApiAddress(await readUrl(child, this.#log))
      if (!check.ok || this.#child !== child) throw new Error('stopped')
      this.#connections.useSandbox({ ...check.address, key })
    } catch {
      this.stop()
      child.kill()
      throw new AppError('conflict', vscode.l10n.t('Could not start the sandbox. See the log for details.'))
    }
  }

  async #fork(key: string): Promise<ChildProcess> {
    const { fork } = await import('node:child_process')
    // Not passed on: the API key, and the debugger options of the extension host.
    const { AIMLAPI_API_KEY, NODE_OPTIONS, VSCODE_INSPECTOR_OPTIONS, ...environment } = process.env
    return fork(this.#script, ['--port', '0', '--seconds', GENERATION_SECONDS, '--key', key, '--exit-with-parent'], {
      env: { ...environment, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
  }

  #onExit(child: ChildProcess, reason: unknown): void {
    if (this.#child !== child) return
    this.#log.error(`The sandbox stopped unexpectedly (${String(reason)}).`)
    const wasInUse = this.#connections.isSandbox
    this.stop()
    if (!wasInUse) return
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The sandbox stopped unexpectedly. This window uses the AI/ML API again.'),
    )
  }
}

/** Waits for the line with the sandbox's URL. Writes its output to the log. */
function readUrl(child: ChildProcess, log: Log): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timeout')), START_TIMEOUT_MS)
    const settle = (action: () => void) => {
      clearTimeout(timer)
      action()
    }
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        log.info(`sandbox: ${line}`)
        const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
        if (url) settle(() => resolve(url))
      })
    }
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => log.warn(`sandbox: ${line}`))
    child.once('exit', () => settle(() => reject(new Error('exited'))))
    child.once('error', (error) => {
      log.error(`sandbox: ${error.message}`)
      settle(() => reject(error))
    })
  })
}
