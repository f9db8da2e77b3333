import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import { DisposableStore } from '../common/disposableStore.ts'
import { registerCommand } from '../common/registerCommand.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videoFileName } from '../presentation/videoFileName.ts'

const SCHEME = 'wan-vace-request'

/** "Show Request": shows what was sent for a job as a read-only JSON document. */
export function registerShowRequest(services: ExtensionServices): vscode.Disposable {
  const disposables = new DisposableStore()
  disposables.add(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async (uri) => {
        const request = services.jobs.request(uri.query)
        if (!request) throw new AppError('invalid', errorDetail('requestUnknown', {}))
        const { requestText } = await import('../presentation/requestText.ts')
        return requestText(request, { l10n: vscode.l10n, locale: vscode.env.language })
      },
    }),
  )
  disposables.add(
    registerCommand('wanVace.showRequest', services.log, async (argument: JobArgument) => {
      const job = await resolveJob(services, argument, {
        action: 'showRequest',
        placeHolder: vscode.l10n.t('Select a generation to show its request'),
        none: vscode.l10n.t('There are no requests to show.'),
      })
      if (!job) return
      if (!services.jobs.request(job.id)) throw new AppError('invalid', errorDetail('requestUnknown', {}))
      const path = `/${videoFileName(job).replace(/\.mp4$/, '')}.json`
      const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: SCHEME, path, query: job.id }))
      await vscode.window.showTextDocument(document, { preview: true })
    }),
  )
  return disposables
}
