import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ImportResult } from '../../jobs/jobActions.ts'
import { readLocally } from '../common/localFile.ts'
import { withCancellableProgress } from '../common/progress.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** "Import Generations": adds jobs that were exported on this or another computer. Free. */
export async function importJobs(services: ExtensionServices): Promise<void> {
  const [source] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Generations'),
      openLabel: vscode.l10n.t('Import'),
      filters: { [vscode.l10n.t('JSON Lines')]: ['jsonl'] },
    })) ?? []
  if (!source) return
  const result = await withCancellableProgress(vscode.l10n.t('Importing generations…'), (signal) =>
    read(services, source, signal),
  )
  void showResult(services, result)
}

async function read(services: ExtensionServices, source: vscode.Uri, signal: AbortSignal): Promise<ImportResult> {
  const [actions, { readLines }] = await Promise.all([services.actions(), import('../../jobs/transfer/lineFiles.ts')])
  try {
    return await readLocally(source, (path) => actions.importJobs(abortable(readLines(path), signal)))
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error
    const reason = sanitizeText(messageOf(error), 300)
    throw new AppError('file', vscode.l10n.t('Could not read the file: {0}', reason), { cause: error })
  }
}

/** Throws when `signal` aborts. Jobs that were imported before that stay. */
async function* abortable<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const item of items) {
    signal.throwIfAborted()
    yield item
  }
}

async function showResult({ log }: ExtensionServices, result: ImportResult): Promise<void> {
  const { added, known, restored, problems } = result
  const sentences = [
    added === 1 ? vscode.l10n.t('Imported 1 generation.') : vscode.l10n.t('Imported {0} generations.', added),
    ...(restored > 0 ? [vscode.l10n.t('Videos restored: {0}.', restored)] : []),
    ...(known > 0 ? [vscode.l10n.t('Already in the list: {0}.', known)] : []),
  ]
  if (problems.length === 0) {
    void vscode.window.showInformationMessage(sentences.join(' '))
    return
  }
  for (const { line, message } of problems) log.warn(`Import, line ${line}: ${message}`)
  sentences.push(vscode.l10n.t('Lines that could not be imported: {0}.', problems.length))
  const showLog = vscode.l10n.t('Show Log')
  if ((await vscode.window.showWarningMessage(sentences.join(' '), showLog)) === showLog) log.show()
}
