import type * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'
import type { GenerationsView } from '../tree/registerTree.ts'
import { command } from './registerCommand.ts'

/** Shows the next page of the list. */
export function registerShowMore(services: ExtensionServices, view: GenerationsView): vscode.Disposable {
  return command('wanVace.showMore', services.log, () => view.showMore())
}
