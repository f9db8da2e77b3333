import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import type { Drafts } from '../quickPick/draft.ts'

/** The flow of `wanVace.generate`, filled in with a job's request and begun at its summary. */
export function registerGenerateAgain(services: ExtensionServices, drafts: Drafts): vscode.Disposable {
  return registerCommand('wanVace.generateAgain', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'generateAgain',
      placeHolder: vscode.l10n.t('Change and generate which request again?'),
      none: vscode.l10n.t('There is no generation whose request is known here.'),
    })
    if (!job) return
    const request = services.jobs.request(job.id)
    if (!request) throw new AppError('invalid', vscode.l10n.t('The request of this generation is not known here.'))
    const [{ runFlow, REVIEW_STEP }, { draftOf }] = await Promise.all([
      import('../quickPick/flow.ts'),
      import('../quickPick/takeDraft.ts'),
    ])
    const warning =
      job.state === 'unconfirmed'
        ? vscode.l10n.t(
            'The first request may have been bought, although its answer never came: this may be billed twice.',
          )
        : undefined
    const title = vscode.l10n.t('Generate Again with Changes')
    await runFlow(services, drafts, { title, draft: draftOf(drafts, job.id, request), at: REVIEW_STEP, warning })
  })
}
