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

/** Where this window's sandbox runs. */
export interface SandboxAddress extends ApiAddress {
  readonly key: string
}

/** Prompts the user for a key for an address. Returns false if the user cancels. */
export type PromptForKey = (address: ApiAddress) => Promise<boolean>

/** The address and the key that this window uses. Creates the clients for them. */
export class Connections implements ConnectionService, vscode.Disposable {
  readonly keys: KeyStore
  readonly #network: NetworkService
  readonly #log: Log
  readonly #disposables = new DisposableStore()
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>())
  readonly #promptForKey: PromptForKey
  #sandbox: SandboxAddress | undefined
  #prompt: Promise<boolean> | undefined
  readonly onDidChange = this.#changed.event

  constructor(
    keys: KeyStore,
    network: NetworkService,
    promptForKey: (connections: Connections) => PromptForKey,
    log: Log,
  ) {
    this.keys = keys
    this.#network = network
    this.#log = log
    this.#promptForKey = promptForKey(this)
    this.#disposables.add(keys.onDidChange(() => this.#changed.fire()))
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('wanVace.apiBaseUrl')) this.#changed.fire()
      }),
    )
  }

  /** The address of the sandbox, or of the setting. Throws `AppError('invalid')` if the setting is not valid. */
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

  /** Connects this window to a sandbox, or to the service again. Not stored. */
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

  readonly connectOrPrompt: Connect = async () => {
    const { address } = this
    const key = await this.#keyFor(address)
    if (key) return this.#open(address, key)
    // Commands that run at the same time share one prompt.
    this.#prompt ??= this.#promptForKey(address).finally(() => {
      this.#prompt = undefined
    })
    if (!(await this.#prompt)) return undefined
    const entered = await this.#keyFor(address)
    return entered ? this.#open(address, entered) : undefined
  }

  /** Creates a client for any address and key, for example to test a key before it is stored. */
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
    const isFree = address.origin === this.#sandbox?.origin
    return { origin: address.origin, isFree, client: await this.clientFor(address, key) }
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
