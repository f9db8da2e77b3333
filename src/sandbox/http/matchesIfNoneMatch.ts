/**
 * Whether an `If-None-Match` header lists `etag`, so that the response is a 304 (RFC 9110, section 13.1.2). The header
 * is `*` or a list of tags. The comparison is weak: it ignores the `W/` of both tags.
 */
export function matchesIfNoneMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  const opaqueTag = etag.replace(/^W\//, '')
  return [...header.matchAll(/(?:W\/)?("[^"]*")/g)].some(([, tag]) => tag === opaqueTag)
}
