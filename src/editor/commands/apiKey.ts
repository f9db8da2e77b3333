import * as vscode from 'vscode'
import { promptForKey } from '../connection/apiKeyPrompt.ts'
import { KEY_VARIABLE } from '../connection/apiKeyStore.ts'
import type { Connections } from '../connection/connections.ts'
import { DEFAULT_API_URL, readApiAddress } from '../connection/settings.ts'

/** "Set API Key": for the URL in the settings, even while this window uses the sandbox, which needs no key. */
export async function setApiKey(connections: Connections): Promise<void> {
  await promptForKey(connections, readApiAddress())
}

/** "Remove API Key": removes the key for the URL in the settings, after a confirmation. */
export async function removeApiKey({ keys }: Connections): Promise<void> {
  const { origin } = readApiAddress()
  // A key in the environment cannot be removed here. The consent to use it for another URL can.
  const environmentNote =
    keys.hasEnvironmentKey() && origin === DEFAULT_API_URL
      ? vscode.l10n.t('The environment variable {0} still provides a key for {1}.', KEY_VARIABLE, origin)
      : ''
  const show = (text: string) => void vscode.window.showInformationMessage(`${text} ${environmentNote}`.trim())
  if (!(await keys.hasStored(origin)) && !keys.hasConsented(origin)) {
    show(vscode.l10n.t('No API key is stored for {0}.', origin))
    return
  }
  const remove = vscode.l10n.t('Remove')
  const question = vscode.l10n.t('Remove the API key for {0} from this computer?', origin)
  const consequence = vscode.l10n.t(
    'The service continues to run your generations, but their status is not updated until you set a key again.',
  )
  const options = { modal: true, detail: `${consequence} ${environmentNote}`.trim() }
  if ((await vscode.window.showWarningMessage(question, options, remove)) !== remove) return
  await keys.remove(origin)
  show(vscode.l10n.t('API key removed.'))
}
