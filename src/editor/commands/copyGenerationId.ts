import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** Puts the service's id of a generation on the clipboard. */
export function registerCopyGenerationId(services: ExtensionServices): vscode.Disposable {
  return registerCommand('wanVace.copyGenerationId', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'copyGenerationId',
      placeHolder: vscode.l10n.t('Copy the ID of which generation?'),
      none: vscode.l10n.t('No generation has an ID yet.'),
    })
    if (!job) return
    if (!job.generationId) {
      throw new AppError('invalid', vscode.l10n.t('The service has not given this generation an ID.'))
    }
    await vscode.env.clipboard.writeText(job.generationId)
    vscode.window.setStatusBarMessage(vscode.l10n.t('Generation ID copied.'), 4000)
  })
}
