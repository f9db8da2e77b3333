import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { canRetryFreely } from '../../core/job/actions.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { confirmBatchPurchase } from '../common/confirmBatchPurchase.ts'
import { usePurchase } from '../common/confirmPurchase.ts'
import { resolveBatch } from '../common/resolveBatch.ts'
import { retryEach } from '../common/retryEach.ts'
import { withSubmitProgress } from '../common/submitProgress.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteBatchTitle } from '../presentation/batchTitle.ts'
import { failureText } from '../presentation/failureText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'

const MAX_REASON_LENGTH = 600

/**
 * "Retry Failed Requests of a Batch": sends the failed requests of a batch again, after showing their number and price, until
 * one is not accepted. Leaves out those that may have been billed: "Retry" asks about each of them.
 */
export async function retryFailed(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const { jobs, connection } = services
  const batch = await resolveBatch(services, argument, {
    has: canRetryFreely,
    placeHolder: vscode.l10n.t('Select a batch to retry its failed requests'),
    none: vscode.l10n.t('No batch has failed requests.'),
  })
  if (!batch) return
  const origin = (await connection.connectOrPrompt())?.origin
  if (origin === undefined) return
  if (batch.apiOrigin !== origin) {
    throw new AppError('conflict', errorDetail('otherService', { current: origin, expected: batch.apiOrigin }))
  }
  const failed = jobs.batchJobs(batch.id).filter(canRetryFreely)
  if (failed.length === 0) throw new AppError('conflict', vscode.l10n.t('This batch has no failed requests to retry.'))
  const requests = failed.flatMap(({ id }) => jobs.request(id) ?? [])
  const title = quoteBatchTitle(batch)
  const question =
    failed.length === 1
      ? vscode.l10n.t('Retry the failed request of the batch {0}?', title)
      : vscode.l10n.t('Retry {0} failed requests of the batch {1}?', failed.length, title)
  const purchase = await confirmBatchPurchase(services, requests, question, vscode.l10n.t('Retry Failed'))
  const retried = await usePurchase(purchase, async (options) => {
    const actions = await services.actions()
    return await withSubmitProgress((onWait) => retryEach(actions, failed, { ...options, origin, onWait }))
  })
  if (retried?.notAccepted === undefined || retried.sent === failed.length) return
  const { sent, notAccepted } = retried
  const reason = failureText(notAccepted, { ...DISPLAY_LANGUAGE, now: Date.now() })
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} {1} of {2} requests were sent again. The others were not sent.',
      sanitizeText(reason, MAX_REASON_LENGTH),
      sent,
      failed.length,
    ),
  )
}
