import * as vscode from 'vscode'
import type { JobArgument, Studio } from '../studio.ts'
import { resolveJob } from './resolveJob.ts'
import { command } from './run.ts'

/** Buys the request of a failed generation again. */
export function registerRetry(studio: Studio): vscode.Disposable {
  return command('wanVace.retry', studio.log, async (argument: JobArgument) => {
    const job = await resolveJob(studio, argument, {
      placeHolder: vscode.l10n.t('Try which failed generation again?'),
      fits: (job) => job.state === 'failed' && job.retriedAs === undefined,
      none: vscode.l10n.t('No generation failed.'),
    })
    if (!job) return
    // Asks for a missing key first: a person who gives up there has not lost the chance to retry.
    if (!(await studio.connection.connectOrAsk())) return
    const actions = await studio.actions()
    await actions.retry(job.id)
  })
}
