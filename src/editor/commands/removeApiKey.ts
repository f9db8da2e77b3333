import * as vscode from 'vscode'
import { registerCommand } from '../common/registerCommand.ts'
import { KEY_VARIABLE } from '../connection/apiKeyStore.ts'
import type { Connections } from '../connection/connections.ts'
import { DEFAULT_API_ADDRESS, readApiAddress } from '../connection/settings.ts'
import type { ExtensionServices } from '../extensionServices.ts'

/** "Remove API Key": of the address of the setting, after asking. */
export function registerRemoveApiKey({ log }: ExtensionServices, { keys }: Connections): vscode.Disposable {
  return registerCommand('wanVace.removeApiKey', log, async () => {
    const { origin } = readApiAddress()
    // The environment's key for the service's own address cannot be taken away from here; a consent can.
    const environmentNote =
      keys.hasEnvironmentKey() && origin === DEFAULT_API_ADDRESS
        ? vscode.l10n.t('The environment variable {0} still serves as the key for {1}.', KEY_VARIABLE, origin)
        : ''
    if (!(await keys.hasStored(origin)) && !keys.hasConsented(origin)) {
      const none = vscode.l10n.t('No API key is stored for {0}.', origin)
      void vscode.window.showInformationMessage(`${none} ${environmentNote}`.trim())
      return
    }
    const remove = vscode.l10n.t('Remove')
    const question = vscode.l10n.t('Remove the API key for {0} from this computer?', origin)
    const running = vscode.l10n.t(
      'Generations that run go on at the service, but are not looked at until a key is set again.',
    )
    const detail = `${running} ${environmentNote}`.trim()
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return
    await keys.remove(origin)
    void vscode.window.showInformationMessage(`${vscode.l10n.t('API key removed.')} ${environmentNote}`.trim())
  })
}
