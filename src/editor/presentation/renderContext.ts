import * as vscode from 'vscode'
import type { RenderContext } from './jobPresentation.ts'

/** The context of this window at this moment. `origin` and `hasKey` are those of `ExtensionServices.connection`. */
export function createRenderContext(origin: string, hasKey: boolean): RenderContext {
  return { l10n: vscode.l10n, locale: vscode.env.language, now: Date.now(), origin, hasKey }
}
