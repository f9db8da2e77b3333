import type { MediaUrlIssue } from './mediaUrl.ts'

/**
 * Why a value is not valid. Everything else that a message needs is in the parameter table. `text` is an excerpt of the
 * value.
 */
export type ValueIssue =
  | { readonly code: 'missing' }
  | { readonly code: 'wrongType' }
  | { readonly code: 'notANumber'; readonly text: string }
  | { readonly code: 'notAnInteger'; readonly text: string }
  /** An integer that JSON cannot carry exactly. */
  | { readonly code: 'unsafeInteger'; readonly text: string }
  | { readonly code: 'outOfRange'; readonly value: number }
  /** Not one of the values of an enum. */
  | { readonly code: 'notAllowed'; readonly text: string }
  | { readonly code: 'wrongItemCount'; readonly count: number }
  /** `item` counts from 1 and is set for an item of a list. */
  | { readonly code: 'invalidUrl'; readonly url: MediaUrlIssue; readonly item?: number }
  | { readonly code: 'unknownParameter' }

/**
 * A reason why a request cannot be sent. `name` is the API's field name.
 * `editor/presentation/validationMessages.ts` makes the message.
 */
export type ValidationIssue = ValueIssue & { readonly name: string }
