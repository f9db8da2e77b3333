import * as vscode from 'vscode'
import type { ConnectionService } from '../extensionServices.ts'
import { DEFAULT_API_URL } from './settings.ts'

/** Says whether a generation costs money with the current connection. */
export function costText({ baseUrl, isSandbox }: ConnectionService): string {
  if (isSandbox) return vscode.l10n.t('Free. The sandbox on this computer makes a sample video.')
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl
  return baseUrl === DEFAULT_API_URL
    ? vscode.l10n.t('Costs money. {0} bills your account for each completed video.', host)
    : vscode.l10n.t('May cost money. {0} determines what a completed video costs.', host)
}
