import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'

/** The query of a URI with this scheme is the ID of a job. */
export const REQUEST_SCHEME = 'wan-vace-request'

/** Provides the documents that "Show Request" opens. Also restores them after a reload. */
export function registerRequestDocuments(services: ExtensionServices): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(REQUEST_SCHEME, {
    provideTextDocumentContent: async (uri) => {
      const request = services.jobs.request(uri.query)
      if (!request) throw new AppError('invalid', errorDetail('requestUnknown', {}))
      const { requestText } = await import('../presentation/requestText.ts')
      return requestText(request, DISPLAY_LANGUAGE)
    },
  })
}
