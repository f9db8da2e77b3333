import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { Drafts } from '../quickPick/draft.ts'

/** Asks for a request in steps and generates it. What was entered before Escape is there again. */
export function registerGenerate(services: ExtensionServices, drafts: Drafts): vscode.Disposable {
  return registerCommand('wanVace.generate', services.log, async () => {
    const [{ runFlow }, { newDraft }] = await Promise.all([
      import('../quickPick/flow.ts'),
      import('../quickPick/takeDraft.ts'),
    ])
    await runFlow(services, drafts, { title: vscode.l10n.t('Generate Video'), draft: newDraft(drafts), at: 0 })
  })
}
