import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { resolveJobs } from '../common/resolveJobs.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { removalText } from '../presentation/removalText.ts'
import { quoteTitle } from '../presentation/title.ts'

/**
 * "Remove": removes jobs and their videos. Asks once for confirmation if there is a video, or if one may be billed. Can be
 * undone for ten seconds, all at once.
 */
export async function remove(services: ExtensionServices, argument: JobArgument, selected: unknown): Promise<void> {
  const jobs = await resolveJobs(services, argument, selected, {
    action: 'remove',
    placeHolder: vscode.l10n.t('Select a generation to remove'),
    none: vscode.l10n.t('There are no generations to remove.'),
  })
  if (jobs.length === 0 || !(await confirm(jobs))) return
  const actions = await services.actions()
  await actions.remove(...jobs.map(({ id }) => id))
  // Not awaited: the command ends before the notification does.
  void offerUndo(services, jobs)
}

async function confirm(jobs: readonly Job[]): Promise<boolean> {
  const details = [...new Set(jobs.flatMap((job) => removalText(job, vscode.l10n) ?? []))]
  if (details.length === 0) return true
  const options = { modal: true, detail: details.join('\n\n') }
  const remove = vscode.l10n.t('Remove')
  return (await vscode.window.showWarningMessage(questionOf(jobs), options, remove)) === remove
}

function questionOf(jobs: readonly Job[]): string {
  const videos = jobs.filter(({ file }) => file.state === 'saved').length
  const [first] = jobs
  if (jobs.length === 1 && first !== undefined) {
    const title = quoteTitle(first, vscode.l10n)
    return videos > 0 ? vscode.l10n.t('Remove {0} and delete its video?', title) : vscode.l10n.t('Remove {0}?', title)
  }
  return videos > 0
    ? vscode.l10n.t('Remove {0} generations and delete their videos?', jobs.length)
    : vscode.l10n.t('Remove {0} generations?', jobs.length)
}

async function offerUndo(services: ExtensionServices, jobs: readonly Job[]): Promise<void> {
  const undo = vscode.l10n.t('Undo')
  const [first] = jobs
  const removed =
    jobs.length === 1 && first !== undefined
      ? vscode.l10n.t('Removed {0}.', quoteTitle(first, vscode.l10n))
      : vscode.l10n.t('Removed {0} generations.', jobs.length)
  try {
    if ((await vscode.window.showInformationMessage(removed, undo)) !== undo) return
    const actions = await services.actions()
    await actions.undoRemove(...jobs.map(({ id }) => id))
    const deleted = jobs.filter(({ id }) => !services.jobs.get(id)).length
    if (deleted === 0) return
    throw new AppError('conflict', tooLate(deleted, jobs.length))
  } catch (error) {
    await showError(error, services.log, 'wanVace.remove')
  }
}

function tooLate(deleted: number, removed: number): string {
  if (removed === 1) return vscode.l10n.t('It is too late to undo. The generation was deleted permanently.')
  return vscode.l10n.t('It is too late to undo. {0} of {1} generations were deleted permanently.', deleted, removed)
}
