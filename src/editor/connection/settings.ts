import * as vscode from 'vscode'
import { type AddressProblem, type ApiAddress, parseApiAddress } from '../../api/apiAddress.ts'
import { AppError } from '../../core/errors.ts'
import { userSetting } from './userSetting.ts'

export const DEFAULT_API_ADDRESS = 'https://api.aimlapi.com'

/** The address in `wanVace.apiBaseUrl`. Throws `AppError('invalid')` with a sentence that says what is wrong with it. */
export function readApiAddress(): ApiAddress {
  const text = userSetting('wanVace', 'apiBaseUrl', DEFAULT_API_ADDRESS).trim() || DEFAULT_API_ADDRESS
  const check = parseApiAddress(text)
  if (check.ok) return check.address
  throw new AppError(
    'invalid',
    vscode.l10n.t('The setting "wanVace.apiBaseUrl" cannot be used: {0}', problemText(check.problem)),
  )
}

/** How many days a downloaded video is kept; 0 for ever. */
export function readKeepVideosForDays(): number {
  const days = userSetting('wanVace', 'keepVideosForDays', 0)
  return Number.isFinite(days) && days > 0 ? days : 0
}

function problemText(problem: AddressProblem): string {
  switch (problem) {
    case 'notAnAddress':
      return vscode.l10n.t('it is not a web address such as {0}.', DEFAULT_API_ADDRESS)
    case 'notHttps':
      return vscode.l10n.t('the key would travel unprotected. Use https; http is for this computer only.')
    case 'credentials':
      return vscode.l10n.t('there must be no name and no password in it. The key is set with "Set API Key".')
    case 'query':
      return vscode.l10n.t('there must be no "?" and no "#" in it.')
    case 'version':
      return vscode.l10n.t('leave out the version at its end, as in {0}.', DEFAULT_API_ADDRESS)
  }
}
