import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** Looks at a stopped or failed generation again, or searches for an unconfirmed one again. Buys nothing. */
export function registerCheckAgain(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.checkAgain', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'checkAgain',
      placeHolder: vscode.l10n.t('Look at which generation again?'),
      none: vscode.l10n.t('There is no generation to look at again.'),
    })
    if (!job) return
    const actions = await services.actions()
    actions.checkAgain(job.id)
  })
}
