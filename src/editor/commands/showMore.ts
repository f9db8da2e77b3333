import type * as vscode from 'vscode'
import type { Studio } from '../extensionServices.ts'
import type { GenerationsView } from '../tree/registerTree.ts'
import { command } from './registerCommand.ts'

/** Shows the next page of the list. */
export function registerShowMore(studio: Studio, view: GenerationsView): vscode.Disposable {
  return command('wanVace.showMore', studio.log, () => view.showMore())
}
