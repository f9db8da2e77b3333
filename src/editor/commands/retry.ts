import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { availableActions, mayBeBilledTwice } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import { confirmPurchase, type PurchaseQuestion, usePurchase } from '../common/confirmPurchase.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { withSubmitProgress } from '../common/submitProgress.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/**
 * "Retry": submits the request of a failed or unconfirmed generation again. Asks for confirmation if the user may be
 * billed twice, or if the request would go to a different service.
 */
export async function retry(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'retry',
    placeHolder: vscode.l10n.t('Select a generation to retry'),
    none: vscode.l10n.t('There are no failed generations to retry.'),
  })
  if (!job) return
  const request = services.jobs.request(job.id)
  if (request === undefined) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  // Prompts for a missing key first: if the user cancels, the job can still be retried.
  const origin = (await services.connection.connectOrPrompt())?.origin
  if (origin === undefined) return
  await usePurchase(await confirmPurchase(services, [request], questionFor(job, origin)), async (purchase) => {
    const actions = await services.actions()
    // Another window may have found the generation while the dialog was open.
    if (services.jobs.get(job.id)?.state !== job.state) {
      throw new AppError('conflict', vscode.l10n.t('This generation has changed in the meantime. Nothing was sent.'))
    }
    await withSubmitProgress((onWait) => actions.retry(job.id, { ...purchase, origin, onWait }))
  })
}

/** What to ask in any case: whether to be billed twice, or to use another service. */
function questionFor(job: Job, origin: string): { readonly question?: PurchaseQuestion } {
  const mayBeTwice = mayBeBilledTwice(job)
  const isOtherService = job.apiOrigin !== origin
  if (!mayBeTwice && !isOtherService) return {}
  const title = quoteTitle(job, vscode.l10n)
  const message = mayBeTwice
    ? vscode.l10n.t('Generate {0} again? You may be billed twice.', title)
    : vscode.l10n.t('Generate {0} with a different service?', title)
  const sentences = [
    ...(mayBeTwice ? [firstRequestText(job)] : []),
    ...(isOtherService ? [otherServiceText(job, origin)] : []),
  ]
  return { question: { message, detail: sentences.join(' '), button: vscode.l10n.t('Generate Again') } }
}

function firstRequestText(job: Job): string {
  if (job.state === 'unconfirmed') {
    return vscode.l10n.t(
      'The first request may have reached the service, although no response came back. Check Again searches the account logs and is free.',
    )
  }
  return availableActions(job, { hasRequest: true }).has('checkAgain')
    ? vscode.l10n.t('The service accepted the first request. Check Again looks for its video and is free.')
    : vscode.l10n.t('The service accepted the first request.')
}

function otherServiceText(job: Job, origin: string): string {
  return vscode.l10n.t('The first request was sent to {0}. The new one will be sent to {1}.', job.apiOrigin, origin)
}
