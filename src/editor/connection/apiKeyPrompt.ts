import * as vscode from 'vscode'
import type { ApiAddress } from '../../api/apiAddress.ts'
import type { Balance } from '../../api/client.ts'
import { ApiError } from '../../api/errors.ts'
import { AppError } from '../../core/errors.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { askForKeyInput, type KeyVerdict } from './apiKeyInput.ts'
import { KEY_VARIABLE } from './apiKeyStore.ts'
import type { Connections } from './connections.ts'

const MAX_ERROR_LENGTH = 1000

/**
 * Asks for a key, tests it by asking for the balance, stores it and says so. A key that is not accepted can be corrected
 * in place; one that cannot be tested can be stored untested. False when the person gave up.
 */
export async function promptForKey(connections: Connections, address: ApiAddress): Promise<boolean> {
  let entered = ''
  for (;;) {
    let untested: ApiError | undefined
    const judge = async (key: string, signal: AbortSignal): Promise<KeyVerdict> => {
      entered = key
      const client = await connections.clientFor(address, key)
      const outcome = await testKey(() => client.getBalance({ signal }))
      if (outcome === 'wrong') {
        return { problem: vscode.l10n.t('The service did not accept this key. Correct it, or paste another one.') }
      }
      if (outcome instanceof ApiError && outcome.code !== 'forbidden' && outcome.code !== 'outOfCredits') {
        untested = outcome
        return 'done'
      }
      await connections.keys.set(address.origin, key)
      void vscode.window.showInformationMessage(await savedText(outcome))
      return 'done'
    }
    if (!(await askForKeyInput(address, entered, judge))) return false
    if (!untested) return true

    const next = await askWhatNext(untested)
    if (next === 'save') {
      await connections.keys.set(address.origin, entered)
      void vscode.window.showInformationMessage(vscode.l10n.t('Key saved without a test.'))
      return true
    }
    if (next === 'giveUp') return false
  }
}

/** For a command that misses a key: offers the environment's for an address it was not meant for, else asks for one. */
export async function promptForMissingKey(connections: Connections, address: ApiAddress): Promise<boolean> {
  if (!connections.keys.hasEnvironmentKey() || connections.keys.environmentKeyAllowed(address.origin)) {
    return promptForKey(connections, address)
  }
  const use = vscode.l10n.t('Use It')
  const enter = vscode.l10n.t('Enter Another Key')
  const detail = vscode.l10n.t('It will be sent to this address from now on. This is asked once.')
  const question = vscode.l10n.t('Send the key in {0} to {1}?', KEY_VARIABLE, address.origin)
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, use, enter)
  if (chosen === enter) return promptForKey(connections, address)
  if (chosen !== use) return false
  await connections.keys.allowEnvironmentKey(address.origin)
  return true
}

async function testKey(getBalance: () => Promise<Balance>): Promise<Balance | 'wrong' | ApiError> {
  try {
    return await getBalance()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'aborted') throw new AppError('cancelled', error.detail)
    return error.code === 'unauthorized' ? 'wrong' : error
  }
}

async function savedText(outcome: Balance | ApiError): Promise<string> {
  if (outcome instanceof ApiError) {
    return vscode.l10n.t('Key saved. The balance is not known: {0}', await textOf(outcome))
  }
  return vscode.l10n.t('Key saved. Balance: {0}', money(outcome))
}

function money({ amount, currency }: Balance): string {
  return new Intl.NumberFormat(vscode.env.language, { style: 'currency', currency }).format(amount)
}

async function askWhatNext(failure: ApiError): Promise<'save' | 'again' | 'giveUp'> {
  const save = vscode.l10n.t('Save Without a Test')
  const again = vscode.l10n.t('Try Again')
  const question = vscode.l10n.t('The key could not be tested.')
  const options = { modal: true, detail: await textOf(failure) }
  const chosen = await vscode.window.showWarningMessage(question, options, again, save)
  return chosen === save ? 'save' : chosen === again ? 'again' : 'giveUp'
}

async function textOf(error: ApiError): Promise<string> {
  // Loaded on first use to keep the activation bundle small.
  const { errorText } = await import('../presentation/errorText.ts')
  return sanitizeText(errorText(error.detail, DISPLAY_LANGUAGE), MAX_ERROR_LENGTH)
}
