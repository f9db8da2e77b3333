import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { RequestFileForms } from './openRequestFile.ts'

/** Registers the commands of request files. The other features are loaded when the first request file is opened. */
export function registerRequestFiles(
  services: ExtensionServices,
  forms: () => Promise<RequestFileForms>,
): vscode.Disposable {
  const disposables = new DisposableStore()
  const registerForFile = (id: string, body: (file: unknown, index: unknown) => Promise<void>) =>
    services.commands.register(id, body)
  registerForFile('wanVace.generateRequestFile', async (file, index) =>
    (await import('./generateRequestFile.ts')).generateRequestFile(services, file, index),
  )
  registerForFile('wanVace.openRequestFile', async (file, index) =>
    (await import('./openRequestFile.ts')).openRequestFile(await forms(), file, index),
  )

  let isLoading = false
  const load = async ({ uri }: vscode.TextDocument) => {
    if (isLoading || !uri.path.endsWith('.wanvace.json')) return
    isLoading = true
    disposables.add((await import('./requestFileFeatures.ts')).registerFeatures(services))
  }
  vscode.workspace.textDocuments.forEach(load)
  disposables.add(vscode.workspace.onDidOpenTextDocument(load))
  return disposables
}
