import * as vscode from 'vscode'
import type { ApiAddress } from '../../api/apiAddress.ts'
import { checkApiKey } from '../../api/apiKey.ts'
import { keyProblemText } from './keyProblemText.ts'
import { DEFAULT_API_URL } from './settings.ts'

/** Tests or stores an entered key. `problem` is shown below the input, which stays open. */
export type SubmitKey = (key: string, signal: AbortSignal) => Promise<'done' | { readonly problem: string }>

const KEYS_PAGE = 'https://aimlapi.com/app/keys'

/**
 * Shows a masked input for an API key that validates the text while the user types. Resolves with true when `submit`
 * returns `done`, and with false if the user cancels. Rejects with the error of `submit`.
 */
export function showApiKeyInput(address: ApiAddress, initialValue: string, submit: SubmitKey): Promise<boolean> {
  const input = vscode.window.createInputBox()
  const closed = new AbortController()
  input.title = vscode.l10n.t('Set API Key')
  input.prompt = vscode.l10n.t(
    "Enter the API key for {0}. It is stored in the editor's secret storage and sent only to this URL.",
    address.origin,
  )
  input.placeholder = vscode.l10n.t('API key')
  input.password = true
  input.value = initialValue
  // Users copy the key from a browser.
  input.ignoreFocusOut = true
  if (address.origin === DEFAULT_API_URL) {
    input.buttons = [{ iconPath: new vscode.ThemeIcon('link-external'), tooltip: vscode.l10n.t('Get an API Key') }]
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
        const result = await submit(check.key, closed.signal)
        if (result === 'done') {
          resolve(true)
          input.hide()
        } else input.validationMessage = result.problem
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
