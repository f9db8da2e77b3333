import * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'
import { DRAGGED_JOBS, DROP_KIND } from './dragJobs.ts'

const LANGUAGES = ['markdown', 'html']

/** Inserts the videos of rows that are dropped into a Markdown or HTML document. Its code is loaded on first use. */
export function registerVideoDrop(services: ExtensionServices): vscode.Disposable {
  return vscode.languages.registerDocumentDropEditProvider(
    LANGUAGES,
    {
      provideDocumentDropEdits: async (document, _position, transfer) =>
        (await import('./dropVideos.ts')).dropVideos(services, document, transfer),
    },
    { providedDropEditKinds: [DROP_KIND], dropMimeTypes: [DRAGGED_JOBS] },
  )
}
