import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/** "Remove": removes a job and its video. Asks for confirmation only if there is a video. Can be undone for ten seconds. */
export async function remove(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'remove',
    placeHolder: vscode.l10n.t('Select a generation to remove'),
    none: vscode.l10n.t('There are no generations to remove.'),
  })
  if (!job || !(await confirm(job))) return
  const actions = await services.actions()
  await actions.remove(job.id)
  // Not awaited: the command ends before the notification does.
  void offerUndo(services, job)
}

async function confirm(job: Job): Promise<boolean> {
  if (job.file.state !== 'saved') return true
  const remove = vscode.l10n.t('Remove')
  const question = vscode.l10n.t('Remove {0} and delete its video?', quoteTitle(job, vscode.l10n))
  const detail = vscode.l10n.t(
    'The video is deleted from this computer. Copies that you saved elsewhere are kept. You can undo this for ten seconds.',
  )
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove
}

async function offerUndo(services: ExtensionServices, job: Job): Promise<void> {
  const undo = vscode.l10n.t('Undo')
  try {
    const message = vscode.l10n.t('Removed {0}.', quoteTitle(job, vscode.l10n))
    if ((await vscode.window.showInformationMessage(message, undo)) !== undo) return
    const actions = await services.actions()
    await actions.undoRemove(job.id)
    if (!services.jobs.get(job.id)) {
      throw new AppError('conflict', vscode.l10n.t('It is too late to undo. The generation was deleted permanently.'))
    }
  } catch (error) {
    await showError(error, services.log, 'wanVace.remove')
  }
}
