import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/** "Remove": removes a job and its video. Asks for confirmation if there is a video, or if it may be billed. Can be undone for ten seconds. */
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
  const text = confirmationText(job)
  if (text === undefined) return true
  const { question, detail } = text
  const remove = vscode.l10n.t('Remove')
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove
}

function confirmationText(job: Job): { question: string; detail: string } | undefined {
  const title = quoteTitle(job, vscode.l10n)
  if (job.file.state === 'saved') {
    const detail = vscode.l10n.t(
      'The video is deleted from this computer. Copies that you saved elsewhere are kept. You can undo this for ten seconds.',
    )
    return { question: vscode.l10n.t('Remove {0} and delete its video?', title), detail }
  }
  if (job.state === 'submitting') {
    const detail = vscode.l10n.t(
      'The request is being sent and cannot be canceled. If the service accepts it, it may be billed, and the generation returns to the list.',
    )
    return { question: vscode.l10n.t('Remove {0}?', title), detail }
  }
  if (job.state === 'unconfirmed' && job.nextAt !== undefined) {
    const detail = vscode.l10n.t(
      'The service may have accepted the request. If the account logs list the generation later, it returns to the list.',
    )
    return { question: vscode.l10n.t('Remove {0}?', title), detail }
  }
  return undefined
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
