import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

export interface Previews {
  /** Shows the preview of a job. */
  show(jobId: string): Promise<void>
}

export interface GenerationsView {
  /** Shows the next page of the list. */
  showMore(): void
}

export function registerOpen(services: ExtensionServices, previews: Previews): vscode.Disposable {
  return registerCommand('wanVace.open', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'open',
      placeHolder: vscode.l10n.t('Select a generation to open'),
      none: vscode.l10n.t('There are no generations yet.'),
    })
    if (job) await previews.show(job.id)
  })
}

export function registerShowMore({ log }: ExtensionServices, view: GenerationsView): vscode.Disposable {
  return registerCommand('wanVace.showMore', log, () => view.showMore())
}

export function registerShowLog({ log }: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.showLog', log, () => log.show())
}
