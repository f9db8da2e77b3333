import { type WebviewPageOptions, webviewPage } from '../common/webviewPage.ts'

export interface PreviewHtmlOptions extends Omit<WebviewPageOptions, 'sources' | 'data'> {
  readonly jobId: string
  /** An origin, besides that of the webview, that a video may be loaded from. */
  readonly mediaOrigin: string | undefined
}

/** The empty page of a preview, which may load only the video. */
export function previewHtml({ jobId, mediaOrigin, ...options }: PreviewHtmlOptions): string {
  const media = mediaOrigin === undefined ? options.cspSource : `${options.cspSource} ${mediaOrigin}`
  return webviewPage({ ...options, sources: { media }, data: { job: jobId } })
}
