import type { ErrorCode, ErrorDetailOf } from '../../core/errorDetail.ts'
import type { DisplayLanguage } from './l10n.ts'

/** The parts of an error's text. They may contain outside text. */
export interface ErrorText {
  /** What happened. */
  readonly what: string
  /** Whether the error prevented a request from being sent, which then cannot be billed. */
  readonly isUnsent?: true
  /** What the user can do. */
  readonly next?: string | undefined
}

/** Makes the text for each code from its arguments. */
export type ErrorTexts = {
  readonly [C in ErrorCode]: (args: ErrorDetailOf<C>['args'], language: DisplayLanguage) => ErrorText
}
