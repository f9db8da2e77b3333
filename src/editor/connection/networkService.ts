import * as vscode from 'vscode'
import type { Network } from '../../api/transport/network.ts'
import type { ResultFetch } from '../../api/transport/resultFetch.ts'
import type { Log } from '../../core/ports.ts'
import { readNetworkSettings } from './readNetworkSettings.ts'

/** This window's network. Loads its code on first use, and applies changes of the editor's settings. */
export class NetworkService implements vscode.Disposable {
  readonly #log: Log
  readonly #subscription: vscode.Disposable
  #network: Promise<Network> | undefined

  constructor(log: Log) {
    this.#log = log
    this.#subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('http')) return
      void this.#network?.then((network) => network.update(readNetworkSettings()))
    })
  }

  /** Loads the network code. Opens no connection. */
  get(): Promise<Network> {
    this.#network ??= this.#load()
    return this.#network
  }

  readonly resultFetch: ResultFetch = async (url, init) => (await this.get()).resultFetch(url, init)

  dispose(): void {
    this.#subscription.dispose()
    void this.#network?.then((network) => network.close())
  }

  async #load(): Promise<Network> {
    const { createNetwork } = await import('../../api/transport/network.ts')
    return createNetwork({
      settings: readNetworkSettings(),
      environment: process.env,
      editorFetch: (url, init) => globalThis.fetch(url, init),
      log: this.#log,
    })
  }
}
