import * as vscode from 'vscode'
import type { JobArgument, Studio } from '../extensionServices.ts'
import { abilitiesOf } from '../../core/job/actions.ts'
import { resolveJob } from './resolveJob.ts'
import { command } from './registerCommand.ts'

/** Looks at a stopped or failed generation again, or searches for an unconfirmed one again. Buys nothing. */
export function registerLookAgain(studio: Studio): vscode.Disposable {
  return command('wanVace.lookAgain', studio.log, async (argument: JobArgument) => {
    const job = await resolveJob(studio, argument, {
      placeHolder: vscode.l10n.t('Look at which generation again?'),
      fits: (job) => abilitiesOf(job, true).has('canLook'),
      none: vscode.l10n.t('There is no generation to look at again.'),
    })
    if (!job) return
    const actions = await studio.actions()
    actions.lookAgain(job.id)
  })
}
