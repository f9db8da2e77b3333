import * as vscode from 'vscode'
import type { Drafts } from '../quickPick/draft.ts'
import type { Studio } from '../extensionServices.ts'
import { command } from './registerCommand.ts'

/** Asks for a request in steps and generates it. What was entered before Escape is there again. */
export function registerGenerate(studio: Studio, drafts: Drafts): vscode.Disposable {
  return command('wanVace.generate', studio.log, async () => {
    const [{ runFlow }, { newDraft }] = await Promise.all([
      import('../quickPick/flow.ts'),
      import('../quickPick/takeDraft.ts'),
    ])
    await runFlow(studio, drafts, { title: vscode.l10n.t('Generate Video'), draft: newDraft(drafts), at: 0 })
  })
}
