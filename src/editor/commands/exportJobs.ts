import { homedir } from 'node:os'
import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { videos } from '../presentation/format.ts'
import { JSON_LINES, withCancellableProgress, withLocalPath } from './fileTransfer.ts'

/** Writes the jobs, with their videos if wanted, to a file that another machine can import. */
export function registerExportJobs(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.exportJobs', services.log, async () => {
    const withVideos = await askForVideos(services)
    if (withVideos === undefined) return
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export Jobs'),
      saveLabel: vscode.l10n.t('Export'),
      defaultUri: vscode.Uri.joinPath(defaultFolder(), `wan-vace-jobs.${JSON_LINES}`),
      filters: { [vscode.l10n.t('JSON Lines')]: [JSON_LINES] },
    })
    if (!target) return
    const count = services.jobs.list().length
    await withCancellableProgress(vscode.l10n.t('Exporting jobs…'), (signal) =>
      write(services, target, withVideos, signal),
    )
    const message =
      count === 1 ? vscode.l10n.t('1 generation exported.') : vscode.l10n.t('{0} generations exported.', count)
    void vscode.window.showInformationMessage(message)
  })
}

async function write(
  services: ExtensionServices,
  target: vscode.Uri,
  withVideos: boolean,
  signal: AbortSignal,
): Promise<void> {
  const [actions, { writeTexts }] = await Promise.all([services.actions(), import('./lineFiles.ts')])
  try {
    await withLocalPath(target, (path) => writeTexts(path, actions.exportJobs({ withVideos }), signal), { after: true })
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error
    const reason = sanitizeText(messageOf(error), 300)
    throw new AppError('file', vscode.l10n.t('The jobs could not be exported: {0}', reason), { cause: error })
  }
}

async function askForVideos(services: ExtensionServices): Promise<boolean | undefined> {
  const usage = services.jobs.usage()
  if (usage.videos === 0) return false
  const items = [
    {
      label: vscode.l10n.t('With Videos'),
      description: `${videos(usage.videos, vscode.l10n)}, ${formatBytes(usage.sizeBytes, vscode.env.language)}`,
      detail: vscode.l10n.t('Everything shows and plays on another computer.'),
      withVideos: true,
    },
    {
      label: vscode.l10n.t('Without Videos'),
      detail: vscode.l10n.t('A small file. Videos come back only while the service still serves them.'),
      withVideos: false,
    },
  ]
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Jobs'),
    placeHolder: vscode.l10n.t('What should be in the file? It never holds the API key.'),
  })
  return chosen?.withVideos
}

function defaultFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir())
}
