import * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import type { GalleryPanel } from './galleryPanel.ts'

const TYPE = 'wanVace.gallery'

export interface GallerySurface extends vscode.Disposable {
  /** Shows the gallery. There is one at a time. */
  show(): Promise<void>
}

/** Registers the gallery, and restores it after a reload. Its code is loaded on first use. */
export function registerGallery(services: ExtensionServices): GallerySurface {
  const disposables = new DisposableStore()
  let open: GalleryPanel | undefined

  const attach = async (panel: vscode.WebviewPanel) => {
    const [{ GalleryPanel }, { Thumbnails }] = await Promise.all([
      import('./galleryPanel.ts'),
      import('../common/thumbnails.ts'),
    ])
    const gallery = new GalleryPanel(services, panel, new Thumbnails(services.jobs.videosFolder))
    open = gallery
    panel.onDidDispose(() => {
      gallery.dispose()
      if (open === gallery) open = undefined
    })
  }
  disposables.add(
    vscode.window.registerWebviewPanelSerializer(TYPE, { deserializeWebviewPanel: (panel) => attach(panel) }),
  )
  return {
    show: async () => {
      if (open !== undefined) return open.reveal()
      const options = { enableScripts: true, localResourceRoots: [] }
      await attach(vscode.window.createWebviewPanel(TYPE, vscode.l10n.t('Gallery'), vscode.ViewColumn.Active, options))
    },
    dispose: () => {
      open?.dispose()
      disposables.dispose()
    },
  }
}
