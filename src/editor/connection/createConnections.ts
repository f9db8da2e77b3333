import type * as vscode from 'vscode'
import type { Log } from '../../core/ports.ts'
import type { DisposableStore } from '../common/disposableStore.ts'
import { KeyStore } from './apiKeyStore.ts'
import { Connections, type PromptForKey } from './connections.ts'
import { NetworkService } from './networkService.ts'

/** Creates this window's keys, network and connections. Loads no network code and opens no connection. */
export function createConnections(
  context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>,
  disposables: DisposableStore,
  log: Log,
): { readonly connections: Connections; readonly network: NetworkService } {
  const keys = disposables.add(new KeyStore(context.secrets, context.globalState, process.env, log))
  const network = disposables.add(new NetworkService(log))
  const connections = disposables.add(new Connections(keys, network, promptFor, log))
  return { connections, network }
}

/** Prompts for a missing key. The code of the prompt is loaded on first use. */
function promptFor(connections: Connections): PromptForKey {
  return async (address) => (await import('./apiKeyPrompt.ts')).promptForMissingKey(connections, address)
}
