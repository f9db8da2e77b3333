import * as vscode from 'vscode'
import type { ApiAddress } from '../../api/apiAddress.ts'
import type { Balance } from '../../api/client.ts'
import { ApiError } from '../../api/errors.ts'
import type { ApiErrorCode } from '../../core/errorDetail.ts'
import { AppError } from '../../core/errors.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { errorText } from '../presentation/errorText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { type SubmitKey, showApiKeyInput } from './apiKeyInput.ts'
import { KEY_VARIABLE } from './apiKeyStore.ts'
import type { Connections } from './connections.ts'

const MAX_ERROR_LENGTH = 1000

/** The service accepts the key, but does not return the balance. */
const VALID_KEY_CODES: ReadonlySet<ApiErrorCode> = new Set(['forbidden', 'outOfCredits'])

/**
 * Prompts for an API key, tests it by reading the balance, and stores it. The user can correct a wrong key, and decides
 * whether to store a key that cannot be tested. Returns false if the user cancels.
 */
export async function promptForKey(connections: Connections, address: ApiAddress): Promise<boolean> {
  let entered = ''
  for (;;) {
    let testError: ApiError | undefined
    const submit: SubmitKey = async (key, signal) => {
      entered = key
      const client = await connections.clientFor(address, key)
      const result = await testKey(() => client.getBalance({ signal }))
      if (result instanceof ApiError && result.code === 'unauthorized') {
        return { problem: vscode.l10n.t('The service did not accept this API key. Correct it, or paste another one.') }
      }
      if (result instanceof ApiError && !VALID_KEY_CODES.has(result.code)) {
        testError = result
        return 'done'
      }
      await connections.keys.set(address.origin, key)
      void vscode.window.showInformationMessage(savedText(result))
      return 'done'
    }
    if (!(await showApiKeyInput(address, entered, submit))) return false
    if (!testError) return true

    const choice = await askAboutUntestedKey(testError)
    if (choice === 'cancel') return false
    if (choice === 'save') {
      await connections.keys.set(address.origin, entered)
      void vscode.window.showInformationMessage(vscode.l10n.t('API key saved without testing.'))
      return true
    }
  }
}

/**
 * Prompts a user who runs a command that requires a key. If the environment has a key, the user can allow it for this
 * address. Returns false if the user cancels.
 */
export async function promptForMissingKey(connections: Connections, address: ApiAddress): Promise<boolean> {
  if (!connections.keys.hasEnvironmentKey() || connections.keys.environmentKeyAllowed(address.origin)) {
    return promptForKey(connections, address)
  }
  const use = vscode.l10n.t('Use This Key')
  const enter = vscode.l10n.t('Enter Another Key')
  const question = vscode.l10n.t('Send the API key in {0} to {1}?', KEY_VARIABLE, address.origin)
  const detail = vscode.l10n.t('From now on, this key is used for this URL without asking again.')
  const choice = await vscode.window.showWarningMessage(question, { modal: true, detail }, use, enter)
  if (choice === enter) return promptForKey(connections, address)
  if (choice !== use) return false
  await connections.keys.allowEnvironmentKey(address.origin)
  return true
}

async function testKey(getBalance: () => Promise<Balance>): Promise<Balance | ApiError> {
  try {
    return await getBalance()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'aborted') throw new AppError('cancelled', error.detail)
    return error
  }
}

function savedText(result: Balance | ApiError): string {
  return result instanceof ApiError
    ? vscode.l10n.t('API key saved. The balance is not available: {0}', textOf(result))
    : vscode.l10n.t('API key saved. Your balance is {0}.', formatBalance(result))
}

function formatBalance({ amount, currency }: Balance): string {
  return new Intl.NumberFormat(vscode.env.language, { style: 'currency', currency }).format(amount)
}

async function askAboutUntestedKey(error: ApiError): Promise<'save' | 'retry' | 'cancel'> {
  const retry = vscode.l10n.t('Try Again')
  const save = vscode.l10n.t('Save Without Testing')
  const message = vscode.l10n.t('Could not test the API key.')
  const choice = await vscode.window.showWarningMessage(message, { modal: true, detail: textOf(error) }, retry, save)
  return choice === save ? 'save' : choice === retry ? 'retry' : 'cancel'
}

function textOf(error: ApiError): string {
  return sanitizeText(errorText(error.detail, DISPLAY_LANGUAGE), MAX_ERROR_LENGTH)
}
