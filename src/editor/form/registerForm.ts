import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { Forms } from './forms.ts'

export interface FormSurface extends vscode.Disposable {
  /** Loads the code of the form on first use. */
  readonly forms: () => Promise<Forms>
}

/** Registers the form, and restores open forms after a reload. Drafts are stored in `memento`. */
export function registerForm(services: ExtensionServices, memento: vscode.Memento): FormSurface {
  const disposables = new DisposableStore()
  let loading: Promise<Forms> | undefined
  const forms = () => {
    loading ??= import('./forms.ts').then(({ Forms }) => disposables.add(new Forms(services, memento)))
    return loading
  }
  disposables.add(
    vscode.window.registerWebviewPanelSerializer('wanVace.form', {
      deserializeWebviewPanel: async (panel, state: unknown) => (await forms()).restore(panel, state),
    }),
  )
  return { forms, dispose: () => disposables.dispose() }
}
