import type { Comparison } from '../../protocol/compare.ts'
import { type WebviewPageOptions, webviewPage } from '../common/webviewPage.ts'

export interface CompareHtmlOptions extends Omit<WebviewPageOptions, 'sources' | 'data'> {
  readonly comparison: Comparison
}

/** The empty page of a comparison, which may load only videos of this computer. */
export function compareHtml({ comparison, ...options }: CompareHtmlOptions): string {
  return webviewPage({
    ...options,
    sources: { media: options.cspSource },
    data: { comparison: JSON.stringify(comparison) },
  })
}
