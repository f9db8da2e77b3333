import type { PreviewView } from '../../protocol/preview.ts'
import { type WebviewPageOptions, webviewPage } from '../common/webviewPage.ts'

export interface PreviewHtmlOptions extends Omit<WebviewPageOptions, 'sources' | 'data'> {
  /** What the page shows until the first message, so that a video starts to load at once. */
  readonly view: PreviewView
}

/** The page of a preview, which may load only videos of `localResourceRoots`. */
export function previewHtml({ view, ...options }: PreviewHtmlOptions): string {
  return webviewPage({ ...options, sources: { media: options.cspSource }, data: { view: JSON.stringify(view) } })
}
