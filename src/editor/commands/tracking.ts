import * as vscode from 'vscode'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/** "Check Again": polls a stopped or failed generation again, or searches the account logs for an unconfirmed one. Free. */
export async function checkAgain(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'checkAgain',
    placeHolder: vscode.l10n.t('Select a generation to check again'),
    none: vscode.l10n.t('There are no generations to check again.'),
  })
  if (!job) return
  const actions = await services.actions()
  await actions.checkAgain(job.id)
}

/** "Download Again": downloads the video of a completed generation again. Free. */
export async function downloadAgain(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'downloadAgain',
    placeHolder: vscode.l10n.t('Select a video to download again'),
    none: vscode.l10n.t('There are no videos to download again.'),
  })
  if (!job) return
  const actions = await services.actions()
  await actions.downloadAgain(job.id)
}

/** "Stop Tracking": stops polling a running generation. The API cannot cancel one, which the confirmation says. */
export async function stopTracking(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'stopTracking',
    placeHolder: vscode.l10n.t('Select a generation to stop tracking'),
    none: vscode.l10n.t('No generation is running.'),
  })
  if (!job) return
  const stop = vscode.l10n.t('Stop Tracking')
  const question = vscode.l10n.t('Stop tracking {0}?', quoteTitle(job, vscode.l10n))
  const detail = job.isFree
    ? vscode.l10n.t('The sandbox continues to generate the video. To track it again, use Check Again.')
    : vscode.l10n.t(
        'The service cannot cancel a generation. It may still finish and bill the video. To track it again, use Check Again.',
      )
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, stop)) !== stop) return
  const actions = await services.actions()
  await actions.stop(job.id)
}
