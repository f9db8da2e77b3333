import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/** Stops looking at a running generation. The service knows no way to cancel one, and that is said first. */
export function registerStopTracking(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.stopTracking', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'stopTracking',
      placeHolder: vscode.l10n.t('Stop watching which generation?'),
      none: vscode.l10n.t('No generation is at work.'),
    })
    if (!job) return
    const stop = vscode.l10n.t('Stop Watching')
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Stop watching {0}?', quoteTitle(job, vscode.l10n)),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The service has no way to cancel a generation: the video may still be made and billed. “Look Again” brings it back.',
        ),
      },
      stop,
    )
    if (chosen !== stop) return
    const actions = await services.actions()
    actions.stop(job.id)
  })
}
