/** Far more than a page of logs, or a request, has. */
const MAX_JSON_PARTS = 200_000

/**
 * Returns whether a JSON text has so many objects, arrays and separators that parsing it would take seconds and gigabytes:
 * a few characters can become many objects. Fast for Base64, which contains none.
 */
export function hasTooManyParts(text: string): boolean {
  let rest = MAX_JSON_PARTS
  for (const mark of '{[,') {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if (--rest < 0) return true
  }
  return false
}
