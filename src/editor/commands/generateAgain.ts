import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Drafts } from '../quickPick/draft.ts'
import type { JobArgument, Studio } from '../extensionServices.ts'
import { resolveJob } from './resolveJob.ts'
import { command } from './registerCommand.ts'

/** The flow of `wanVace.generate`, filled in with a job's request and begun at its summary. */
export function registerGenerateAgain(studio: Studio, drafts: Drafts): vscode.Disposable {
  return command('wanVace.generateAgain', studio.log, async (argument: JobArgument) => {
    const job = await resolveJob(studio, argument, {
      placeHolder: vscode.l10n.t('Change and generate which request again?'),
      fits: ({ id }) => studio.jobs.request(id) !== undefined,
      none: vscode.l10n.t('There is no generation whose request is known here.'),
    })
    if (!job) return
    const request = studio.jobs.request(job.id)
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
    await runFlow(studio, drafts, { title, draft: draftOf(drafts, job.id, request), at: REVIEW_STEP, warning })
  })
}
