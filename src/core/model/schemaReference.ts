import { createScanner } from 'jsonc-parser'

/** Whether a text can have `$schema` as the key of a property, also with escaped characters. */
const MAY_HAVE_KEY = /\$schema|\\u/i

/** Values of `SyntaxKind` in jsonc-parser, whose const enum cannot be imported. */
const STRING = 10
const UNKNOWN = 16
const END = 17

/**
 * Returns whether a request file may refer to a schema of its own, at any place and also if it is not valid JSON. The editor's
 * JSON support would use that schema instead of ours, and download it or read it from any folder.
 */
export function refersToSchema(text: string): boolean {
  if (!MAY_HAVE_KEY.test(text)) return false
  const scanner = createScanner(text, true)
  for (let kind = scanner.scan(); kind !== END; kind = scanner.scan()) {
    // The JSON support accepts keys without quotes.
    if ((kind === STRING || kind === UNKNOWN) && scanner.getTokenValue() === '$schema') return true
  }
  return false
}
