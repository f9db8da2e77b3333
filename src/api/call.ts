/** One call to the API, as far as a failure has to tell of it. */
export interface Call {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  /** Whether the call can cost money. */
  readonly buys: boolean
  /** The field names in the body, for finding the one that a 400 is about. */
  readonly fields: readonly string[]
  readonly bodyBytes: number
  /** Never shown; replaced wherever a server repeats it. */
  readonly key: string
}

/** What is known about money when a call failed, as a sentence; empty for a call that buys nothing. */
export function moneySentence(call: Call, known: 'nothingBought' | 'unknown'): string {
  if (!call.buys) return ''
  return known === 'nothingBought' ? 'Nothing was bought.' : 'Whether the generation was bought is not known yet.'
}

/** Puts sentences together, leaving out empty ones. */
export function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}
