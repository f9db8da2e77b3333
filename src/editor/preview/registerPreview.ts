import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { PreviewForms } from './previewForms.ts'
import { Previews } from './previews.ts'
import { registerPreviewCommands } from './registerPreviewCommands.ts'

export interface PreviewSurface extends vscode.Disposable {
  /** Shows the preview of a job. */
  show(jobId: string): Promise<void>
  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean
}

/** Registers the previews of jobs and of video files as custom editors: the editor opens and restores their tabs. */
export function registerPreview(services: ExtensionServices, forms: () => Promise<PreviewForms>): PreviewSurface {
  const disposables = new DisposableStore()
  const previews = disposables.add(new Previews(services, forms))
  disposables.add(
    vscode.window.registerCustomEditorProvider(
      'wanVace.preview',
      {
        openCustomDocument: (uri) => ({ uri, dispose() {} }),
        resolveCustomEditor: ({ uri }, panel) => previews.attach(uri, panel),
      },
      { supportsMultipleEditorsPerDocument: true },
    ),
  )
  disposables.add(
    vscode.window.registerCustomEditorProvider(
      'wanVace.player',
      {
        openCustomDocument: (uri) => ({ uri, dispose() {} }),
        resolveCustomEditor: ({ uri }, panel) => previews.attachFile(uri, panel),
      },
      { supportsMultipleEditorsPerDocument: true },
    ),
  )
  disposables.add(registerPreviewCommands(services, previews, forms))
  return {
    show: (jobId) => previews.show(jobId),
    isInFront: (jobId) => previews.isInFront(jobId),
    dispose: () => disposables.dispose(),
  }
}
