/** The service's API documents that the parameter tables know, by date. The last one is current. */
export const API_DOCUMENTS = ['2025-10-20', '2026-08-21'] as const

export type ApiDocument = (typeof API_DOCUMENTS)[number]

export const CURRENT_API_DOCUMENT: ApiDocument = '2026-08-21'

/** The facts of a parameter that a document can list differently. */
export interface DocumentedFacts {
  readonly values?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly minItems?: number
  readonly default?: string | number
}
