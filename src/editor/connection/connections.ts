import * as vscode from 'vscode'
import type { ApiAddress } from '../../api/apiAddress.ts'
import type { ApiClient } from '../../api/client.ts'
import { messageOf } from '../../core/errors.ts'
import type { Log } from '../../core/ports.ts'
import type { Connect, Connection } from '../../jobs/connection.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ConnectionService } from '../extensionServices.ts'
import type { KeyStore } from './apiKeyStore.ts'
import type { NetworkService } from './networkService.ts'
import { readApiAddress } from './settings.ts'

/** A sandbox that this window is to talk to in place of the service. */
export interface SandboxAddress extends ApiAddress {
  readonly key: string
}

/** Asks the person for a key for an address; false when they gave up. */
export type AskForKey = (address: ApiAddress) => Promise<boolean>

/** The address and the key in use in this window, and clients made of them. */
export class Connections implements ConnectionService, vscode.Disposable {
  readonly keys: KeyStore
  readonly #network: NetworkService
  readonly #log: Log
  readonly #disposables = new DisposableStore()
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>())
  readonly #askForKey: AskForKey
  #sandbox: SandboxAddress | undefined
  #asking: Promise<boolean> | undefined
  readonly onDidChange = this.#changed.event

  constructor(keys: KeyStore, network: NetworkService, askForKey: (connections: Connections) => AskForKey, log: Log) {
    this.keys = keys
    this.#network = network
    this.#log = log
    this.#askForKey = askForKey(this)
    this.#disposables.add(keys.onDidChange(() => this.#changed.fire()))
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('wanVace.apiBaseUrl')) this.#changed.fire()
      }),
    )
  }

  /** The sandbox's address, or that of the setting. Throws `AppError('invalid')` for a setting that cannot be used. */
  get address(): ApiAddress {
    return this.#sandbox ?? readApiAddress()
  }

  get baseUrl(): string {
    return this.#addressIfValid()?.baseUrl ?? ''
  }

  get origin(): string {
    return this.#addressIfValid()?.origin ?? ''
  }

  get isSandbox(): boolean {
    return this.#sandbox !== undefined
  }

  /** Talks to a sandbox from now on, or to the service again. For this window only; nothing is written down. */
  useSandbox(sandbox: SandboxAddress | undefined): void {
    this.#sandbox = sandbox
    this.#changed.fire()
  }

  async hasKey(): Promise<boolean> {
    const address = this.#addressIfValid()
    return address !== undefined && (await this.#keyFor(address)) !== undefined
  }

  readonly connect: Connect = async () => {
    const address = this.#addressIfValid()
    const key = address && (await this.#keyFor(address))
    return address && key ? this.#open(address, key) : undefined
  }

  readonly connectOrAsk: Connect = async () => {
    const { address } = this
    const key = await this.#keyFor(address)
    if (key) return this.#open(address, key)
    // Two commands that miss the key at once ask one question.
    this.#asking ??= this.#askForKey(address).finally(() => {
      this.#asking = undefined
    })
    if (!(await this.#asking)) return undefined
    const entered = await this.#keyFor(address)
    return entered ? this.#open(address, entered) : undefined
  }

  /** A client for any address and key, as for testing a key before it is stored. */
  async clientFor(address: ApiAddress, key: string): Promise<ApiClient> {
    const [{ createApiClient }, { transport }] = await Promise.all([
      import('../../api/createApiClient.ts'),
      this.#network.get(),
    ])
    return createApiClient({ baseUrl: address.baseUrl, key, transport, log: this.#log, now: Date.now })
  }

  dispose(): void {
    this.#disposables.dispose()
  }

  async #open(address: ApiAddress, key: string): Promise<Connection> {
    return { origin: address.origin, client: await this.clientFor(address, key) }
  }

  async #keyFor(address: ApiAddress): Promise<string | undefined> {
    return this.#sandbox?.origin === address.origin ? this.#sandbox.key : this.keys.get(address.origin)
  }

  #addressIfValid(): ApiAddress | undefined {
    try {
      return this.address
    } catch (error) {
      this.#log.warn(messageOf(error))
      return undefined
    }
  }
}
