import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videoFileName } from './videoFileName.ts'

const SCHEME = 'wan-vace-request'

/** Shows what was sent for a job, as a read-only JSON document. */
export function registerShowRequest(services: ExtensionServices): vscode.Disposable {
  const disposables = new DisposableStore()
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri) => {
      const request = services.jobs.request(uri.query)
      if (!request) throw new AppError('conflict', vscode.l10n.t('This request is no longer known here.'))
      const { requestText } = await import('./requestText.ts')
      return requestText(request, vscode.env.language)
    },
  })
  disposables.add(provider)
  const show = registerCommand('wanVace.showRequest', services.log, async (argument: JobArgument) => {
    const job = await resolveJob(services, argument, {
      action: 'showRequest',
      placeHolder: vscode.l10n.t('Show the request of which generation?'),
      none: vscode.l10n.t('No request is known here.'),
    })
    if (!job) return
    if (!services.jobs.request(job.id)) {
      throw new AppError(
        'invalid',
        vscode.l10n.t('This generation was recovered from the account: its request is not known here.'),
      )
    }
    const path = `/${videoFileName(job).replace(/\.mp4$/, '')}.json`
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: SCHEME, path, query: job.id }))
    await vscode.window.showTextDocument(document, { preview: true })
  })
  disposables.add(show)
  return disposables
}
