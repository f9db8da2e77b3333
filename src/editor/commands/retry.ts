import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { mayBeBilledTwice } from '../../core/job/actions.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { quoteTitle } from '../presentation/title.ts'

/**
 * Buys the request of a failed generation again, or that of one whose first purchase could not be confirmed. Asks first
 * where that may cost twice, or goes to another service.
 */
export function registerRetry(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.retry', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'retry',
      placeHolder: vscode.l10n.t('Try which generation again?'),
      none: vscode.l10n.t('There is no failed generation to try again.'),
    })
    if (!job) return
    // Asks for a missing key first: who gives up there has not lost the chance to retry.
    const origin = (await services.connection.connectOrAsk())?.origin
    if (origin === undefined || !(await isMeant(services, job, origin))) return
    const actions = await services.actions()
    // Another window may have found it while the question stood.
    if (services.jobs.get(job.id)?.state !== job.state) {
      throw new AppError('conflict', vscode.l10n.t('This generation has changed meanwhile. Nothing was sent.'))
    }
    if (job.state === 'unconfirmed') await actions.submit(requestOf(services, job), origin)
    else await actions.retry(job.id, origin)
  })
}

/** Asks where it may cost more than was thought: a second time, or at another service than the first. */
async function isMeant(services: ExtensionServices, job: Job, origin: string): Promise<boolean> {
  requestOf(services, job)
  const elsewhere = job.apiOrigin !== origin
  if (!mayBeBilledTwice(job) && !elsewhere) return true
  const name = quoteTitle(job, vscode.l10n)
  const question = mayBeBilledTwice(job)
    ? vscode.l10n.t('Generate {0} again? It may be billed twice.', name)
    : vscode.l10n.t('Generate {0} at another service than before?', name)
  const free = services.connection.isSandbox ? vscode.l10n.t('The sandbox makes a stand-in for free.') : undefined
  const details = [
    mayBeBilledTwice(job) ? doubt(job) : undefined,
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

function requestOf(services: ExtensionServices, job: Job): GenerationRequest {
  const request = services.jobs.request(job.id)
  if (request) return request
  throw new AppError('invalid', vscode.l10n.t('The request of this generation is not known here.'))
}
