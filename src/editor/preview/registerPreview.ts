import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { PREVIEW_TYPE, Previews } from './previews.ts'

export interface PreviewSurface extends vscode.Disposable {
  /** Shows the preview of a job. */
  show(jobId: string): Promise<void>
  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean
}

/** Registers the previews, and restores them after a reload. */
export function registerPreview(services: ExtensionServices): PreviewSurface {
  const disposables = new DisposableStore()
  const previews = disposables.add(new Previews(services))
  disposables.add(
    vscode.window.registerWebviewPanelSerializer(PREVIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => previews.restore(panel, state),
    }),
  )
  return {
    show: (jobId) => previews.show(jobId),
    isInFront: (jobId) => previews.isInFront(jobId),
    dispose: () => disposables.dispose(),
  }
}
