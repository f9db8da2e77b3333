import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { availableActions, mayBeBilledTwice } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
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
  requireRequest(services, job)
  // Prompts for a missing key first: if the user cancels, the job can still be retried.
  const origin = (await services.connection.connectOrPrompt())?.origin
  if (origin === undefined || !(await confirm(services, job, origin))) return
  const actions = await services.actions()
  // Another window may have found the generation while the dialog was open.
  if (services.jobs.get(job.id)?.state !== job.state) {
    throw new AppError('conflict', vscode.l10n.t('This generation has changed in the meantime. Nothing was sent.'))
  }
  await withSubmitProgress((onWait) => actions.retry(job.id, { origin, onWait }))
}

async function confirm({ connection }: ExtensionServices, job: Job, origin: string): Promise<boolean> {
  const mayBeTwice = mayBeBilledTwice(job)
  const isOtherService = job.apiOrigin !== origin
  if (!mayBeTwice && !isOtherService) return true
  const title = quoteTitle(job, vscode.l10n)
  const question = mayBeTwice
    ? vscode.l10n.t('Generate {0} again? You may be billed twice.', title)
    : vscode.l10n.t('Generate {0} with a different service?', title)
  const sentences = [
    ...(mayBeTwice ? [firstRequestText(job)] : []),
    ...(isOtherService ? [otherServiceText(job, origin), costText(connection.isSandbox)] : []),
  ]
  const generate = vscode.l10n.t('Generate Again')
  const options = { modal: true, detail: sentences.join(' ') }
  return (await vscode.window.showWarningMessage(question, options, generate)) === generate
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

function costText(isSandbox: boolean): string {
  return isSandbox
    ? vscode.l10n.t('The sandbox makes a sample video for free.')
    : vscode.l10n.t('A finished video is billed to your account.')
}

function requireRequest(services: ExtensionServices, job: Job): void {
  if (services.jobs.request(job.id) === undefined) throw new AppError('invalid', errorDetail('requestUnknown', {}))
}
