import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { JobArgument, Studio } from '../studio.ts'
import { abilitiesOf } from '../tree/abilities.ts'
import { quoted, resolveJob } from './resolveJob.ts'
import { command } from './run.ts'

/**
 * Buys the request of a failed generation again, or that of one whose first purchase could not be confirmed; the latter
 * may cost twice, and asks first.
 */
export function registerRetry(studio: Studio): vscode.Disposable {
  return command('wanVace.retry', studio.log, async (argument: JobArgument) => {
    const job = await resolveJob(studio, argument, {
      placeHolder: vscode.l10n.t('Try which generation again?'),
      fits: (job) => abilitiesOf(job, job.prompt !== '').has('canRetry'),
      none: vscode.l10n.t('There is no failed generation to try again.'),
    })
    if (!job) return
    if (job.state === 'unconfirmed') await buyAgain(studio, job)
    // Asks for a missing key first: who gives up there has not lost the chance to retry.
    else if (await studio.connection.connectOrAsk()) await (await studio.actions()).retry(job.id)
  })
}

async function buyAgain(studio: Studio, job: Job): Promise<void> {
  const request = studio.jobs.request(job.id)
  if (!request) throw new AppError('invalid', vscode.l10n.t('The request of this generation is not known here.'))
  const again = vscode.l10n.t('Generate Again')
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Generate {0} again? It may be billed twice.', quoted(job)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The first request may have reached the service, although its answer never came. “Look Again” searches the account’s logs once more and costs nothing.',
      ),
    },
    again,
  )
  if (chosen !== again || !(await studio.connection.connectOrAsk())) return
  await (await studio.actions()).submit(request)
}
