import type * as vscode from 'vscode'
import type { Log } from '../core/ports.ts'
import { Connections } from './connection.ts'
import { promptForMissingKey } from './keyPrompt.ts'
import { KeyStore } from './keyStore.ts'
import { NetworkService } from './network.ts'

/** This window's keys, network and connections. Loads no network code and opens no connection. */
export function createConnections(
  context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState' | 'subscriptions'>,
  log: Log,
): { readonly connections: Connections; readonly network: NetworkService } {
  const keys = new KeyStore(context.secrets, context.globalState, process.env, log)
  const network = new NetworkService(log)
  const connections = new Connections(keys, network, (made) => (address) => promptForMissingKey(made, address), log)
  context.subscriptions.push(keys, network, connections)
  return { connections, network }
}
