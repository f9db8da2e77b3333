import type { ErrorDetail } from '../../core/errorDetail.ts'
import { findParameter, type Model } from '../../core/model/parameter.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { L10n } from '../presentation/l10n.ts'
import type { FormDraft } from './formDraft.ts'

const MAX_TEXT_LENGTH = 500

/** A field whose value the service rejected. */
export interface Rejection {
  readonly name: string
  /** What the form says beside the field, as long as the value is the rejected one. */
  readonly text: string
}

/** Returns what the service rejected; undefined if the form has no such field. */
export function rejectionOf(draft: FormDraft, error: ErrorDetail | undefined, l10n: L10n): Rejection | undefined {
  if (error?.code !== 'badRequest') return undefined
  const reported = toSingleLine(error.service?.message ?? '', MAX_TEXT_LENGTH)
  const parameter = findParameter(draft.model, error.args.field ?? namedIn(reported, draft.model) ?? '')
  if (!parameter || parameter.fixed) return undefined
  const text =
    reported === ''
      ? l10n.t('The service rejected this value.')
      : l10n.t('The service rejected this value: {0}', reported)
  return { name: parameter.name, text }
}

/** The first parameter that a message names in quotes or before a colon: also one that the request does not have. */
function namedIn(message: string, model: Model): string | undefined {
  const names = model.parameters.map(({ name }) => name).join('|')
  const found = new RegExp(`["'\`](${names})["'\`]|\\b(${names})\\s*:`).exec(message)
  return found?.[1] ?? found?.[2]
}

/** Moves the focus to the rejected field, now or when the page is loaded. */
export class RejectedField {
  readonly rejection: Rejection | undefined
  readonly #focus: (name: string) => void
  #isPending = false

  constructor(rejection: Rejection | undefined, focus: (name: string) => void) {
    this.rejection = rejection
    this.#focus = focus
  }

  focus(): void {
    // A page that is not loaded ignores it.
    if (this.rejection) this.#focus(this.rejection.name)
    this.#isPending = true
  }

  pageLoaded(): void {
    if (this.#isPending && this.rejection) this.#focus(this.rejection.name)
    this.#isPending = false
  }

  /** From now on the focus is where the user works. */
  edited(): void {
    this.#isPending = false
  }
}
