import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/** Takes a job off the list, its video with it. Asks only when a video would be lost; can be undone for ten seconds. */
export function registerRemove(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.remove', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'remove',
      placeHolder: vscode.l10n.t('Remove which generation from the list?'),
      none: vscode.l10n.t('The list is empty.'),
    })
    if (!job || !(await mayLoseFile(job))) return
    const actions = await services.actions()
    actions.remove(job.id)
    // Not awaited: the command is over, the notification stays.
    void offerUndo(services, job)
  })
}

async function mayLoseFile(job: Job): Promise<boolean> {
  if (job.file.state !== 'saved') return true
  const remove = vscode.l10n.t('Remove')
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove {0} and delete its video?', quoteTitle(job, vscode.l10n)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The video is deleted from this computer. Copies that you saved elsewhere stay. You can undo this for ten seconds.',
      ),
    },
    remove,
  )
  return chosen === remove
}

async function offerUndo(services: ExtensionServices, job: Job): Promise<void> {
  const undo = vscode.l10n.t('Undo')
  try {
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Removed {0}.', quoteTitle(job, vscode.l10n)),
      undo,
    )
    if (chosen !== undo) return
    const actions = await services.actions()
    actions.undoRemove(job.id)
    if (!services.jobs.get(job.id)) {
      throw new AppError('conflict', vscode.l10n.t('It was deleted for good meanwhile: Undo works for ten seconds.'))
    }
  } catch (error) {
    await showError(error, services.log, 'wanVace.remove')
  }
}
