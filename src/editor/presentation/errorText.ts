import type { ErrorDetail } from '../../core/errorDetail.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import type { BillingStatus } from '../../core/job/billing.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { billingText } from './billingText.ts'
import { ERROR_TEXTS } from './errorTexts.ts'
import type { ErrorText } from './errorTextTypes.ts'
import type { DisplayLanguage, L10n } from './l10n.ts'

/** In characters, for the message of the service. */
const MAX_SERVICE_LENGTH = 300

/**
 * The sentences for an error: what happened, what the service reported, whether it was billed if `billing` is given, and
 * what to do. May contain outside text: pass it through `core/text/sanitize.ts` before it is shown.
 */
export function errorText(detail: ErrorDetail, language: DisplayLanguage, billing?: BillingStatus): string {
  const { l10n } = language
  // The union of functions cannot be called with the union of arguments; the code picks both.
  const make = ERROR_TEXTS[detail.code] as (args: unknown, language: DisplayLanguage) => ErrorText
  // An import or a newer version may have stored a code that is not known here.
  const isKnown = Object.hasOwn(ERROR_TEXTS, detail.code)
  const text = isKnown ? make(detail.args, language) : { what: l10n.t('The operation failed.') }
  return [whatText(text.what, detail, l10n), effectText(text, billing, l10n), text.next].filter(Boolean).join(' ')
}

/** The sentences for any thrown value. May contain outside text, like `errorText`. */
export function thrownErrorText(error: unknown, language: DisplayLanguage): string {
  if (error instanceof AppError) return errorText(error.detail, language)
  return language.l10n.t('Unexpected error: {0}', messageOf(error))
}

/** Whether anything was sent or billed, said once. */
function effectText({ isUnsent }: ErrorText, billing: BillingStatus | undefined, l10n: L10n): string {
  if (billing !== undefined) return billingText(billing, l10n)
  return isUnsent ? l10n.t('Nothing was sent.') : ''
}

/** What happened, and what the service reported, as in "The service rejected the request: Invalid URL." */
function whatText(what: string, detail: ErrorDetail, l10n: L10n): string {
  const reported = serviceText(detail, l10n)
  if (reported === '') return endSentence(what)
  // The message of the service is more specific than the sentence for this code.
  const text =
    detail.code === 'generationFailed'
      ? l10n.t('The service reported: {0}', reported)
      : l10n.t('{0}: {1}', what.replace(/[.。]$/, ''), reported)
  return endSentence(text)
}

/** The service's own message, and its name for the error. Empty if it reported nothing. */
function serviceText({ service }: ErrorDetail, l10n: L10n): string {
  const name = toSingleLine(service?.name ?? '', MAX_SERVICE_LENGTH)
  const message = toSingleLine(service?.message ?? '', MAX_SERVICE_LENGTH)
  if (message === '' || name === '') return message || name
  return l10n.t('{0} ({1})', message.replace(/[.。]$/, ''), name)
}

function endSentence(text: string): string {
  return text === '' || /[.!?…。]$/.test(text) ? text : `${text}.`
}
