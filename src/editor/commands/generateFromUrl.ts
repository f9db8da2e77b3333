import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { videoUrlOf, visibleVideoUrls } from '../common/videoUrlInEditor.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { Drafts } from '../quickPick/draft.ts'

/** The flow of `wanVace.generate`, begun after its first step with the video address in the editor. */
export function registerGenerateFromUrl(services: ExtensionServices, drafts: Drafts): vscode.Disposable {
  return registerCommand('wanVace.generateFromUrl', services.log, async () => {
    const url = await urlInEditor()
    if (url === undefined) return
    const [{ runFlow }, { newDraft }] = await Promise.all([
      import('../quickPick/flow.ts'),
      import('../quickPick/takeDraft.ts'),
    ])
    const draft = newDraft(drafts)
    const before = draft.value('video_url')
    draft.set('video_url', url)
    const from = vscode.l10n.t('Chosen before')
    const sources = typeof before === 'string' && before !== url ? [{ value: before, from }] : []
    await runFlow(services, drafts, { title: vscode.l10n.t('Generate Video'), draft, at: 1, sources })
  })
}

/** The address under the cursor; when the menu was opened beside it, one of those in sight. */
async function urlInEditor(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor
  const url = editor && videoUrlOf(editor)
  if (url !== undefined || !editor) return url
  const urls = visibleVideoUrls(editor)
  if (urls.length > 0) {
    const placeHolder = vscode.l10n.t('The cursor is not on a video URL. Generate from which one?')
    return vscode.window.showQuickPick(urls, { placeHolder })
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The cursor is not on a video URL: place it on an http or https address of a video file.'),
  )
  return undefined
}
