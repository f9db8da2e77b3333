import * as vscode from 'vscode'
import type { FrameUse } from '../../protocol/preview.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { PreviewForms } from './previewForms.ts'
import type { Previews } from './previews.ts'

const STATUS_MESSAGE_MS = 4000

/** Registers the commands on the video of the preview in front: for its menu, and for the Command Palette. */
export function registerPreviewCommands(
  { log }: ExtensionServices,
  previews: Previews,
  forms: () => Promise<PreviewForms>,
): vscode.Disposable {
  const disposables = new DisposableStore()
  const register = (id: string, body: () => Promise<void> | void) => disposables.add(registerCommand(id, log, body))
  const useFrame = (use: FrameUse) => () => previews.active?.useFrame(use)
  /** For the file of the video. Shows a message if there is none. */
  const withFile = (body: (file: vscode.Uri) => Promise<void>) => async () => {
    const file = previews.active?.content.file
    if (file) return await body(file)
    void vscode.window.showInformationMessage(vscode.l10n.t('The video is not on this computer yet.'))
  }

  register('wanVace.saveFrame', useFrame('save'))
  register('wanVace.copyFrame', useFrame('copy'))
  register('wanVace.useAsFirstFrame', useFrame('firstFrame'))
  register('wanVace.useAsLastFrame', useFrame('lastFrame'))
  register('wanVace.useAsReference', useFrame('reference'))
  register(
    'wanVace.useAsSource',
    withFile(async (file) => (await forms()).showNew({ video_url: file.toString() })),
  )
  register(
    'wanVace.revealVideo',
    withFile(async (file) => (await import('../common/savedFile.ts')).revealFile(file)),
  )
  register(
    'wanVace.openVideoExternally',
    withFile(async (file) => void (await vscode.env.openExternal(file))),
  )
  register(
    'wanVace.copyVideoPath',
    withFile(async (file) => {
      await vscode.env.clipboard.writeText(file.scheme === 'file' ? file.fsPath : file.toString())
      vscode.window.setStatusBarMessage(vscode.l10n.t('Path copied.'), STATUS_MESSAGE_MS)
    }),
  )
  return disposables
}
