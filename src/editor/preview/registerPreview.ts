import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { PreviewCommand } from './previewCommands.ts'
import type { PreviewForms } from './previewForms.ts'
import type { Previews } from './previews.ts'

export interface PreviewSurface extends vscode.Disposable {
  /** Shows the preview of a job. */
  show(jobId: string, options?: { readonly preserveFocus: boolean }): Promise<void>
  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean
}

/**
 * Registers the previews of jobs and of video files as custom editors: the editor opens and restores their tabs. Their code
 * is loaded with the first one.
 */
export function registerPreview(services: ExtensionServices, forms: () => Promise<PreviewForms>): PreviewSurface {
  const disposables = new DisposableStore()
  let loaded: Previews | undefined
  let loading: Promise<Previews> | undefined
  const load = () => {
    loading ??= import('./previews.ts').then(({ Previews }) => {
      loaded = disposables.add(new Previews(services, forms))
      return loaded
    })
    return loading
  }
  const registerEditor = (
    viewType: string,
    attach: (previews: Previews, uri: vscode.Uri, panel: vscode.WebviewPanel) => Promise<void>,
  ) =>
    disposables.add(
      vscode.window.registerCustomEditorProvider(
        viewType,
        {
          openCustomDocument: (uri) => ({ uri, dispose() {} }),
          resolveCustomEditor: async ({ uri }, panel) => attach(await load(), uri, panel),
        },
        { supportsMultipleEditorsPerDocument: true },
      ),
    )
  registerEditor('wanVace.preview', (previews, uri, panel) => previews.attach(uri, panel))
  registerEditor('wanVace.player', (previews, uri, panel) => previews.attachFile(uri, panel))

  /** Commands on the video of the preview in front: for its menu, and for the Command Palette. */
  const register = (id: string, command: PreviewCommand) =>
    services.commands.register(id, async () => {
      const [{ runPreviewCommand }, { active }] = await Promise.all([import('./previewCommands.ts'), load()])
      await runPreviewCommand(command, active, forms)
    })
  register('wanVace.saveFrame', 'saveFrame')
  register('wanVace.copyFrame', 'copyFrame')
  register('wanVace.useAsFirstFrame', 'useAsFirstFrame')
  register('wanVace.useAsLastFrame', 'useAsLastFrame')
  register('wanVace.useAsReference', 'useAsReference')
  register('wanVace.useAsSource', 'useAsSource')
  register('wanVace.revealVideo', 'revealVideo')
  register('wanVace.openVideoExternally', 'openVideoExternally')
  register('wanVace.copyVideoPath', 'copyVideoPath')
  return {
    show: async (jobId, options) => (await load()).show(jobId, options),
    isInFront: (jobId) => loaded?.isInFront(jobId) ?? false,
    dispose: () => disposables.dispose(),
  }
}
