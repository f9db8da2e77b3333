import * as vscode from 'vscode'
import type { RenderContext } from './jobPresentation.ts'
import type { DisplayLanguage } from './l10n.ts'

/** The display language of this window. */
export const DISPLAY_LANGUAGE: DisplayLanguage = { l10n: vscode.l10n, locale: vscode.env.language }

/** The context of this window at this moment. `origin` and `hasKey` are those of `ExtensionServices.connection`. */
export function createRenderContext(origin: string, hasKey: boolean): RenderContext {
  return { ...DISPLAY_LANGUAGE, now: Date.now(), origin, hasKey }
}
