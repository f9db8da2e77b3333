import * as vscode from 'vscode'
import type { FrameUse } from '../../protocol/preview.ts'
import { revealFile } from '../common/savedFile.ts'
import type { PreviewForms } from './previewForms.ts'
import type { PreviewPanel } from './previewPanel.ts'

const STATUS_MESSAGE_MS = 4000

/** The commands on a frame. The page sends the frame. */
const FRAME_USES = {
  saveFrame: 'save',
  copyFrame: 'copy',
  useAsFirstFrame: 'firstFrame',
  useAsLastFrame: 'lastFrame',
  useAsReference: 'reference',
} as const satisfies Readonly<Record<string, FrameUse>>

/** The commands on the file. */
const FILE_COMMANDS = {
  useAsSource: async (file: vscode.Uri, forms: () => Promise<PreviewForms>) =>
    (await forms()).showNew({ video_url: file.toString() }),
  revealVideo: revealFile,
  openVideoExternally: async (file: vscode.Uri) => void (await vscode.env.openExternal(file)),
  copyVideoPath: async (file: vscode.Uri) => {
    await vscode.env.clipboard.writeText(file.scheme === 'file' ? file.fsPath : file.toString())
    vscode.window.setStatusBarMessage(vscode.l10n.t('Path copied.'), STATUS_MESSAGE_MS)
  },
}

export type PreviewCommand = keyof typeof FRAME_USES | keyof typeof FILE_COMMANDS

/** Runs a command on the preview in front. Shows a message if it has no video. */
export async function runPreviewCommand(
  command: PreviewCommand,
  preview: PreviewPanel | undefined,
  forms: () => Promise<PreviewForms>,
): Promise<void> {
  const file = preview?.content.file
  if (!preview || !file) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The video is not on this computer yet.'))
  } else if (command in FRAME_USES) preview.useFrame(FRAME_USES[command as keyof typeof FRAME_USES])
  else await FILE_COMMANDS[command as keyof typeof FILE_COMMANDS](file, forms)
}
