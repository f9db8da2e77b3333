import * as vscode from 'vscode'
import type { KeyProblem } from '../../api/apiKey.ts'

/** Why a text is not a key, and what to do, for the person who is typing it. */
export function keyProblemText(problem: KeyProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Enter the API key.')
    case 'newline':
      return vscode.l10n.t('There is a line break in it. Copy the key alone, on one line.')
    case 'space':
      // The editor's input turns the line breaks of what is pasted into spaces.
      return vscode.l10n.t(
        'There is a space or a line break in it. Copy the key alone, on one line, without "Bearer" before it.',
      )
    case 'characters':
      return vscode.l10n.t('There are characters in it that no API key has. Copy it again from where you got it.')
    case 'tooLong':
      return vscode.l10n.t('It is too long to be an API key.')
  }
}
