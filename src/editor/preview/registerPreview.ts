import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { Previews } from './previews.ts'

export interface PreviewSurface extends vscode.Disposable {
  /** Shows the preview of a job. */
  show(jobId: string): Promise<void>
  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean
}

/** Registers the previews of jobs as a custom editor. The editor opens and restores their tabs, as those of files. */
export function registerPreview(services: ExtensionServices): PreviewSurface {
  const disposables = new DisposableStore()
  const previews = disposables.add(new Previews(services))
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
  return {
    show: (jobId) => previews.show(jobId),
    isInFront: (jobId) => previews.isInFront(jobId),
    dispose: () => disposables.dispose(),
  }
}
