import type { LedgerRow } from '../../src/sandbox/faults/controlApi.ts'
import type { FaultRule } from '../../src/sandbox/faults/fault.ts'
import type { CallRecord } from '../../src/sandbox/http/callLog.ts'

/** The control API of a running sandbox. Also used inside the extension host. */
export class SandboxControl {
  /** Base URL of the API, without a trailing slash. */
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** Returns every generation that was billed, oldest first. */
  async ledger(): Promise<LedgerRow[]> {
    return (await this.#call('GET', 'ledger')) as LedgerRow[]
  }

  /** Returns every request that was received, oldest first. */
  async calls(): Promise<CallRecord[]> {
    return (await this.#call('GET', 'calls')) as CallRecord[]
  }

  async addFaults(...rules: readonly FaultRule[]): Promise<void> {
    await this.#call('POST', 'faults', rules)
  }

  async clearFaults(): Promise<void> {
    await this.#call('DELETE', 'faults')
  }

  async #call(method: string, name: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/_sandbox/${name}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!response.ok) throw new Error(`The sandbox responded with ${response.status}: ${await response.text()}`)
    return response.json()
  }
}
