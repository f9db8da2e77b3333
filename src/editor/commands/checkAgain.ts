import * as vscode from 'vscode'
import { abilitiesOf } from '../../core/job/actions.ts'
import { registerCommand } from '../common/registerCommand.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { resolveJob } from './resolveJob.ts'

/** Looks at a stopped or failed generation again, or searches for an unconfirmed one again. Buys nothing. */
export function registerCheckAgain(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.checkAgain', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      placeHolder: vscode.l10n.t('Look at which generation again?'),
      fits: (job) => abilitiesOf(job, true).has('canCheck'),
      none: vscode.l10n.t('There is no generation to look at again.'),
    })
    if (!job) return
    const actions = await services.actions()
    actions.checkAgain(job.id)
  })
}
