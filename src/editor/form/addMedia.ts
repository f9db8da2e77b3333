import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { findParameter, type Media } from '../../core/model/parameter.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import { fileNameOf } from '../common/fileNameOf.ts'
import { copyNextTo, usableMediaPath } from '../common/mediaNextToFile.ts'
import type { FormDraft } from './formDraft.ts'

/**
 * Adds items to a field of a draft. A request file can only name files of its workspace: if the form shows `requestFile`,
 * asks whether to copy the others next to it, and adds nothing if the user cancels. Throws `AppError` if a file cannot be
 * copied.
 */
export async function addMedia(
  draft: FormDraft,
  name: string,
  items: readonly DraftMedia[],
  requestFile: vscode.Uri | undefined,
): Promise<void> {
  const parameter = findParameter(draft.model, name)
  if (!parameter || !('media' in parameter)) return
  const usable = requestFile ? await insideWorkspace(requestFile, parameter.media, items) : items
  draft.addMedia(name, usable)
}

async function insideWorkspace(
  requestFile: vscode.Uri,
  media: Media,
  items: readonly DraftMedia[],
): Promise<readonly DraftMedia[]> {
  const found = await Promise.all(
    items.map(async (item) => {
      const uri = item.kind === 'file' ? vscode.Uri.parse(item.uri) : undefined
      const isUsable = uri === undefined || (await usableMediaPath(requestFile, { uri, media })) !== undefined
      return { item, outside: isUsable ? undefined : uri }
    }),
  )
  const outside = found.flatMap(({ outside }) => outside ?? [])
  if (outside.length > 0 && !(await confirmCopy(requestFile, outside))) return []
  const added: DraftMedia[] = []
  for (const { item, outside } of found) {
    if (!outside) added.push(item)
    else {
      const copy = await copyNextTo(requestFile, { uri: outside, media })
      added.push({ id: item.id, kind: 'file', uri: vscode.Uri.joinPath(requestFile, '..', copy).toString() })
    }
  }
  return added
}

async function confirmCopy(requestFile: vscode.Uri, files: readonly vscode.Uri[]): Promise<boolean> {
  const [first] = files.map((file) => sanitizeText(fileNameOf(file)))
  if (requestFile.scheme === 'untitled') {
    throw new AppError('invalid', vscode.l10n.t('Save the request file first. Then it can use {0}.', first ?? ''))
  }
  const message =
    files.length === 1
      ? vscode.l10n.t('Copy {0} to the folder of the request file?', first ?? '')
      : vscode.l10n.t('Copy {0} files to the folder of the request file?', files.length)
  const detail = vscode.l10n.t(
    '{0} can only use files of its workspace, so that it also works on other computers.',
    sanitizeText(fileNameOf(requestFile)),
  )
  const button = vscode.l10n.t('Copy')
  return (await vscode.window.showInformationMessage(message, { modal: true, detail }, button)) === button
}
