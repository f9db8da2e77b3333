import * as vscode from 'vscode'
import { type AddressProblem, type ApiAddress, parseApiAddress } from '../../api/apiAddress.ts'
import { AppError } from '../../core/errors.ts'
import type { RequestValues } from '../../core/job/job.ts'
import type { PurchaseLimits } from '../../core/model/purchaseLimits.ts'
import { userSetting } from './userSetting.ts'

/** The service's own base URL, which is also its origin. */
export const DEFAULT_API_URL = 'https://api.aimlapi.com'

/** Reads the setting `wanVace.apiBaseUrl`. Throws `AppError('invalid')` if it is not valid. */
export function readApiAddress(): ApiAddress {
  const text = userSetting('wanVace', 'apiBaseUrl', DEFAULT_API_URL).trim() || DEFAULT_API_URL
  const check = parseApiAddress(text)
  if (check.ok) return check.address
  throw new AppError('invalid', problemText(check.problem))
}

/** Whether video URLs have hovers in editors and links in terminals. */
export function readLinksEnabled(): boolean {
  return userSetting('wanVace', 'links.enabled', true)
}

/** How many days to keep downloaded videos. 0 means without limit. */
export function readKeepVideosForDays(): number {
  return positiveOrZero(userSetting('wanVace', 'keepVideosForDays', 0))
}

/** Reads the settings for purchases, in USD. 0 means without limit. */
export function readPurchaseLimits(): PurchaseLimits {
  return {
    confirmAboveUsd: positiveOrZero(userSetting('wanVace', 'confirmAbovePrice', 0)),
    dailyUsd: positiveOrZero(userSetting('wanVace', 'dailyLimit', 0)),
  }
}

/** Which ends of generations are notified: all, those that need the user, or none. */
export type NotificationLevel = 'all' | 'errors' | 'none'

export function readNotificationLevel(): NotificationLevel {
  const level = userSetting('wanVace', 'notifications', 'all' as NotificationLevel)
  return level === 'errors' || level === 'none' ? level : 'all'
}

/** Whether to open the preview of a video when it is finished. */
export function readOpenWhenFinished(): boolean {
  return userSetting('wanVace', 'openWhenFinished', false)
}

/** The folder that Save As opens; undefined if it is not set. */
export function readSaveFolder(): string | undefined {
  return userSetting('wanVace', 'saveFolder', '').trim() || undefined
}

function positiveOrZero(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0
}

/** The values that a new generation starts with, as the user wrote them: not validated. */
export function readDefaultValues(): RequestValues {
  const values: unknown = userSetting('wanVace', 'defaultValues', {})
  return values !== null && !Array.isArray(values) ? (values as RequestValues) : {}
}

/** The pattern for the names of saved videos. See `fileNameFromPattern`. */
export function readFileNamePattern(): string {
  return userSetting('wanVace', 'fileNamePattern', '{date}-{name}-{seed}.mp4')
}

/** The folder that finished videos are saved to. Empty if they are not. */
export function readSaveVideosTo(): string {
  return userSetting('wanVace', 'saveVideosTo', '')
}

/** Whether to save the request beside each saved video. */
export function readSaveRequestFiles(): boolean {
  return userSetting('wanVace', 'saveRequestFiles', false)
}

function problemText(problem: AddressProblem): string {
  switch (problem) {
    case 'notUrl':
      return vscode.l10n.t('The setting "wanVace.apiBaseUrl" must be a URL such as {0}.', DEFAULT_API_URL)
    case 'notHttps':
      return vscode.l10n.t(
        'The setting "wanVace.apiBaseUrl" must start with "https:" to protect the API key. Only URLs of this computer can start with "http:".',
      )
    case 'credentials':
      return vscode.l10n.t(
        'The setting "wanVace.apiBaseUrl" must not contain a user name or password. Use the command "Set API Key" to set the key.',
      )
    case 'query':
      return vscode.l10n.t('The setting "wanVace.apiBaseUrl" must not contain "?" or "#".')
    case 'version':
      return vscode.l10n.t(
        'The setting "wanVace.apiBaseUrl" must not end with a version. Use a URL such as {0}.',
        DEFAULT_API_URL,
      )
  }
}
