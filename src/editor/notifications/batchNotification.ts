import * as vscode from 'vscode'
import { canRetryFreely } from '../../core/job/actions.ts'
import type { Batch } from '../../core/job/batch.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { BatchNotification } from '../../jobs/store/batchNotifications.ts'
import type { ExtensionServices } from '../extensionServices.ts'

import { failureText } from '../presentation/failureText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { batchEndText, batchQuestionText } from './batchNotificationText.ts'

const MAX_REASON_LENGTH = 600

/** Shows that a batch has ended, or asks whether to send the rest of it, and runs the command that the user selects. */
export async function showBatchNotification(
  services: ExtensionServices,
  { kind, batch }: BatchNotification,
): Promise<void> {
  if (kind === 'confirm') await askToContinue(services, batch)
  else await showEnd(services, batch)
}

async function showEnd({ jobs }: ExtensionServices, batch: Batch): Promise<void> {
  const ended = jobs.batchJobs(batch.id)
  // The user stopped or removed all of it.
  if (ended.length === 0) return
  const compare = vscode.l10n.t('Compare Batch')
  const show = vscode.l10n.t('Show Generations')
  const canCompare = ended.filter(({ file }) => file.state === 'saved').length > 1
  const retry = vscode.l10n.t('Retry Failed')
  const buttons = [...(ended.some(canRetryFreely) ? [retry] : []), ...(canCompare ? [compare] : []), show]
  const chosen = await vscode.window.showInformationMessage(batchEndText(batch, ended, vscode.l10n), ...buttons)
  if (chosen === retry) await vscode.commands.executeCommand('wanVace.retryFailed', batch.id)
  if (chosen === compare) await vscode.commands.executeCommand('wanVace.compareBatch', batch.id)
  if (chosen === show) await vscode.commands.executeCommand('wanVace.jobs.focus')
}

async function askToContinue({ jobs }: ExtensionServices, batch: Batch): Promise<void> {
  const failed = batch.pausedBy === undefined ? undefined : jobs.get(batch.pausedBy)
  const context = { ...DISPLAY_LANGUAGE, now: Date.now() }
  const reason = failed === undefined ? '' : sanitizeText(failureText(failed, context), MAX_REASON_LENGTH)
  const goOn = vscode.l10n.t('Continue')
  const stop = vscode.l10n.t('Stop the Rest')
  const chosen = await vscode.window.showWarningMessage(batchQuestionText(batch, reason, vscode.l10n), goOn, stop)
  if (chosen === goOn) await vscode.commands.executeCommand('wanVace.continueBatch', batch.id)
  if (chosen === stop) await vscode.commands.executeCommand('wanVace.stopBatch', batch.id)
}
