import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { FrameUse, MessageFromPreviewPage } from '../../protocol/preview.ts'
import { defaultSaveFolder, offerToReveal } from '../common/savedFile.ts'
import type { PreviewForms } from './previewForms.ts'

const STATUS_MESSAGE_MS = 4000

type FrameMessage = Extract<MessageFromPreviewPage, { type: 'frame' }>

const PARAMETERS: Readonly<Record<Exclude<FrameUse, 'save' | 'copy'>, string>> = {
  firstFrame: 'image_url',
  lastFrame: 'last_image_url',
  reference: 'image_list',
}

/** Saves frames of a video as PNG files, and uses them in the form. */
export class Frames {
  readonly #forms: () => Promise<PreviewForms>
  readonly #log: vscode.LogOutputChannel

  constructor(forms: () => Promise<PreviewForms>, log: vscode.LogOutputChannel) {
    this.#forms = forms
    this.#log = log
  }

  /** `fileName` is the name of the video, without an extension. Throws `AppError('file')` if a file cannot be written. */
  async use({ use, frame, png }: FrameMessage, fileName: string): Promise<void> {
    if (use === 'copy') {
      vscode.window.setStatusBarMessage(vscode.l10n.t('Frame {0} copied.', frame + 1), STATUS_MESSAGE_MS)
      return
    }
    if (!png) return
    const name = `${fileName}-frame-${String(frame + 1).padStart(3, '0')}.png`
    if (use === 'save') await this.#save(name, png)
    else await (await this.#forms()).showNewWithImage(PARAMETERS[use], name, png)
  }

  async #save(name: string, png: Uint8Array): Promise<void> {
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Save Frame'),
      defaultUri: vscode.Uri.joinPath(defaultSaveFolder(), name),
      filters: { [vscode.l10n.t('PNG Image')]: ['png'] },
    })
    if (!target) return
    try {
      await vscode.workspace.fs.writeFile(target, png)
    } catch (error) {
      const reason = sanitizeText(messageOf(error), 300)
      throw new AppError('file', vscode.l10n.t('Could not save the frame: {0}', reason), { cause: error })
    }
    void offerToReveal(target, this.#log)
  }
}

export function frameFailedText(use: FrameUse): string {
  return use === 'copy'
    ? vscode.l10n.t('Could not copy the frame. Select the video, and then press Shift+C.')
    : vscode.l10n.t('Could not read the frame from the video. Wait until the video is shown, and try again.')
}
