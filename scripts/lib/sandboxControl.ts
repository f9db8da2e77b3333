import type { LedgerRow } from '../../src/sandbox/faults/controlApi.ts'
import type { FaultRule } from '../../src/sandbox/faults/fault.ts'
import type { CallRecord } from '../../src/sandbox/http/callLog.ts'

/** The control calls of a running sandbox; also used inside the extension host. */
export class SandboxControl {
  /** Address of the API, without a trailing slash. */
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** Every generation that was sold, oldest first. */
  async ledger(): Promise<LedgerRow[]> {
    return (await this.#call('GET', 'ledger')) as LedgerRow[]
  }

  /** Every call that was received, oldest first. */
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
    const answer = await fetch(`${this.url}/_sandbox/${name}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
}
