import * as vscode from 'vscode'
import type { ApiAddress } from '../../api/apiAddress.ts'
import { checkApiKey } from '../../api/apiKey.ts'
import { keyProblemText } from './apiKeyMessages.ts'
import { DEFAULT_API_ADDRESS } from './settings.ts'

/** What became of a key that was entered: over, or not accepted with a sentence that says why. */
export type KeyVerdict = 'done' | { readonly problem: string }

const KEYS_PAGE = 'https://aimlapi.com/app/keys'

/**
 * A masked input that says as one types what cannot be a key, and stays open with what was typed until `judge` is done
 * with it. Resolves with false when the person gave up; rejects with what `judge` rejected with.
 */
export function askForKeyInput(
  address: ApiAddress,
  value: string,
  judge: (key: string, signal: AbortSignal) => Promise<KeyVerdict>,
): Promise<boolean> {
  const input = vscode.window.createInputBox()
  const closed = new AbortController()
  input.title = vscode.l10n.t('Set API Key')
  input.prompt = vscode.l10n.t(
    "API key for {0}. It is kept in the editor's secret storage, and sent to no other address.",
    address.origin,
  )
  input.placeholder = vscode.l10n.t('Paste the key')
  input.password = true
  input.value = value
  // The key is usually fetched from a browser meanwhile.
  input.ignoreFocusOut = true
  if (address.origin === DEFAULT_API_ADDRESS) {
    input.buttons = [{ iconPath: new vscode.ThemeIcon('link-external'), tooltip: vscode.l10n.t('Get a Key') }]
  }
  return new Promise<boolean>((resolve, reject) => {
    const accept = async () => {
      const check = checkApiKey(input.value)
      if (!check.ok) {
        input.validationMessage = keyProblemText(check.problem)
        return
      }
      input.enabled = false
      input.busy = true
      try {
        const verdict = await judge(check.key, closed.signal)
        if (verdict === 'done') {
          resolve(true)
          input.hide()
        } else input.validationMessage = verdict.problem
      } catch (error) {
        reject(error)
        input.hide()
      } finally {
        input.enabled = true
        input.busy = false
      }
    }
    input.onDidChangeValue((text) => {
      const check = checkApiKey(text)
      input.validationMessage = check.ok || check.problem === 'empty' ? undefined : keyProblemText(check.problem)
    })
    input.onDidTriggerButton(() => void vscode.env.openExternal(vscode.Uri.parse(KEYS_PAGE)))
    input.onDidAccept(() => void accept())
    input.onDidHide(() => {
      closed.abort()
      resolve(false)
      input.dispose()
    })
    input.show()
  })
}
