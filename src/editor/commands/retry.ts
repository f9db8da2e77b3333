import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { JobArgument, Studio } from '../extensionServices.ts'
import { abilitiesOf, mayBeBought } from '../../core/job/actions.ts'
import { quoted, resolveJob } from './resolveJob.ts'
import { command } from './registerCommand.ts'

/**
 * Buys the request of a failed generation again, or that of one whose first purchase could not be confirmed. Asks first
 * where that may cost twice, or goes to another service.
 */
export function registerRetry(studio: Studio): vscode.Disposable {
  return command('wanVace.retry', studio.log, async (argument: JobArgument) => {
    const job = await resolveJob(studio, argument, {
      placeHolder: vscode.l10n.t('Try which generation again?'),
      fits: (job) => abilitiesOf(job, job.prompt !== '').has('canRetry'),
      none: vscode.l10n.t('There is no failed generation to try again.'),
    })
    if (!job) return
    // Asks for a missing key first: who gives up there has not lost the chance to retry.
    const origin = (await studio.connection.connectOrAsk())?.origin
    if (origin === undefined || !(await isMeant(studio, job, origin))) return
    const actions = await studio.actions()
    // Another window may have found it while the question stood.
    if (studio.jobs.get(job.id)?.state !== job.state) {
      throw new AppError('conflict', vscode.l10n.t('This generation has changed meanwhile. Nothing was sent.'))
    }
    if (job.state === 'unconfirmed') await actions.submit(requestOf(studio, job), origin)
    else await actions.retry(job.id, origin)
  })
}

/** Asks where it may cost more than was thought: a second time, or at another service than the first. */
async function isMeant(studio: Studio, job: Job, origin: string): Promise<boolean> {
  requestOf(studio, job)
  const elsewhere = job.apiOrigin !== origin
  if (!mayBeBought(job) && !elsewhere) return true
  const name = quoted(job)
  const question = mayBeBought(job)
    ? vscode.l10n.t('Generate {0} again? It may be billed twice.', name)
    : vscode.l10n.t('Generate {0} at another service than before?', name)
  const free = studio.connection.isSandbox ? vscode.l10n.t('The sandbox makes a stand-in for free.') : undefined
  const details = [
    mayBeBought(job) ? doubt(job) : undefined,
    elsewhere ? vscode.l10n.t('It was sent to {0}, and would now be sent to {1}.', job.apiOrigin, origin) : undefined,
    elsewhere ? (free ?? vscode.l10n.t('That bills your account for a finished video.')) : undefined,
  ]
  const detail = details.filter((sentence) => sentence !== undefined).join(' ')
  const again = vscode.l10n.t('Generate Again')
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, again)) === again
}

function doubt({ state }: Job): string {
  return state === 'unconfirmed'
    ? vscode.l10n.t(
        'The first request may have reached the service, although its answer never came. “Look Again” searches the account’s logs once more and costs nothing.',
      )
    : vscode.l10n.t('The service took the first request. “Look Again” asks for its video once more and costs nothing.')
}

function requestOf(studio: Studio, job: Job): GenerationRequest {
  const request = studio.jobs.request(job.id)
  if (request) return request
  throw new AppError('invalid', vscode.l10n.t('The request of this generation is not known here.'))
}
