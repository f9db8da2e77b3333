import * as vscode from 'vscode'
import type { KeyProblem } from '../../api/apiKey.ts'

/** Why a text cannot be an API key, and what to do. */
export function keyProblemText(problem: KeyProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Enter the API key.')
    case 'newline':
      return vscode.l10n.t('The key contains a line break. Copy only the key, on one line.')
    case 'space':
      // An input box replaces pasted line breaks with spaces.
      return vscode.l10n.t('The key contains a space or a line break. Copy only the key, without "Bearer".')
    case 'characters':
      return vscode.l10n.t('The key contains characters that are not valid in an API key. Copy it again.')
    case 'tooLong':
      return vscode.l10n.t('The text is too long for an API key.')
  }
}
