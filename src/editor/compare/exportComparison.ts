import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { CompareExportFormat } from '../../protocol/compare.ts'
import { withCancellableProgress } from '../common/progress.ts'
import { defaultSaveFolder, offerToReveal } from '../common/savedFile.ts'

/** What the page made: the bytes of the file, or why there are none. */
export interface Exported {
  readonly bytes?: Uint8Array | undefined
  readonly error?: string | undefined
}

/** Makes the export in the page. Rejects when `signal` aborts. */
export type MakeExport = (
  format: CompareExportFormat,
  signal: AbortSignal,
  onProgress: (share: number) => void,
) => Promise<Exported>

/** "Export Comparison": asks for the format and the file, and writes what the page makes. */
export async function exportComparison(make: MakeExport, log: vscode.LogOutputChannel): Promise<void> {
  const format = await chooseFormat()
  if (format === undefined) return
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Comparison'),
    defaultUri: vscode.Uri.joinPath(defaultSaveFolder(), `comparison.${format}`),
    filters: format === 'mp4' ? { [vscode.l10n.t('MP4 Video')]: ['mp4'] } : { [vscode.l10n.t('PNG Image')]: ['png'] },
  })
  if (target === undefined) return
  const { bytes, error } = await withCancellableProgress(vscode.l10n.t('Exporting the comparison'), (signal, report) =>
    make(format, signal, report),
  )
  if (bytes === undefined) {
    const reason = sanitizeText(error ?? '', 300)
    throw new AppError('file', vscode.l10n.t('Could not export the comparison: {0}', reason))
  }
  try {
    await vscode.workspace.fs.writeFile(target, bytes)
  } catch (thrown) {
    const reason = sanitizeText(messageOf(thrown), 300)
    throw new AppError('file', vscode.l10n.t('Could not export the comparison: {0}', reason), { cause: thrown })
  }
  void offerToReveal(target, log)
}

async function chooseFormat(): Promise<CompareExportFormat | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly format: CompareExportFormat })[] = [
    { label: vscode.l10n.t('Video (MP4)'), description: vscode.l10n.t('all frames, with labels'), format: 'mp4' },
    {
      label: vscode.l10n.t('Contact Sheet (PNG)'),
      description: vscode.l10n.t('some frames, with labels'),
      format: 'png',
    },
  ]
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Export Comparison') })
  return picked?.format
}
