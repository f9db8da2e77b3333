import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ImportResult } from '../../jobs/ports.ts'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { JSON_LINES, withCancellableProgress, withLocalPath } from './fileTransfer.ts'

/** Takes in jobs that were exported on this or another machine. Buys nothing. */
export function registerImportJobs(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.importJobs', services.log, async () => {
    const [source] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Import Jobs'),
        openLabel: vscode.l10n.t('Import'),
        filters: { [vscode.l10n.t('JSON Lines')]: [JSON_LINES] },
      })) ?? []
    if (!source) return
    const result = await withCancellableProgress(vscode.l10n.t('Importing jobs…'), (signal) =>
      read(services, source, signal),
    )
    void tell(services, result)
  })
}

async function read(services: ExtensionServices, source: vscode.Uri, signal: AbortSignal): Promise<ImportResult> {
  const [actions, { linesOf }] = await Promise.all([services.actions(), import('./lineFiles.ts')])
  try {
    const take = (path: string) => actions.importJobs(until(signal, linesOf(path)))
    return await withLocalPath(source, take, { before: true })
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error
    const reason = sanitizeText(messageOf(error), 300)
    throw new AppError('file', vscode.l10n.t('The file could not be read: {0}', reason), { cause: error })
  }
}

/** Ends the reading when it is called off; what was taken in by then stays. */
async function* until<T>(signal: AbortSignal, items: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    signal.throwIfAborted()
    yield item
  }
}

async function tell(services: ExtensionServices, { added, known, problems }: ImportResult): Promise<void> {
  const sentences = [
    added === 1 ? vscode.l10n.t('1 generation imported.') : vscode.l10n.t('{0} generations imported.', added),
    ...(known > 0 ? [vscode.l10n.t('Already in the list: {0}.', known)] : []),
  ]
  if (problems.length === 0) {
    void vscode.window.showInformationMessage(sentences.join(' '))
    return
  }
  for (const { line, message } of problems) services.log.warn(`Import, line ${line}: ${message}`)
  sentences.push(vscode.l10n.t('Lines with problems: {0}.', problems.length))
  const show = vscode.l10n.t('Show Log')
  const chosen = await vscode.window.showWarningMessage(sentences.join(' '), show)
  if (chosen === show) services.log.show()
}
