import type * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { GenerationsView } from '../tree/registerTree.ts'

/** Shows the next page of the list. */
export function registerShowMore(services: ExtensionServices, view: GenerationsView): vscode.Disposable {
  return registerCommand('wanVace.showMore', services.log, () => view.showMore())
}
