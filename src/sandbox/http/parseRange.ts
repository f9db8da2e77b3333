/** First and last byte, both inclusive. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * Parses the `Range` header of a request for a file of `sizeBytes` (RFC 9110, section 14.2).
 * Returns `whole` if there is no header, it is invalid, it has several ranges, or `If-Range` does not match `etag`.
 * Returns `unsatisfiable` if the range starts after the end of the file.
 */
export function parseRange(
  range: string | undefined,
  ifRange: string | undefined,
  sizeBytes: number,
  etag: string,
): ByteRange | 'whole' | 'unsatisfiable' {
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return 'whole'
  const [, from, to] = /^bytes=(\d*)-(\d*)$/i.exec(range.trim()) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole'
  if (from === '') {
    const length = Math.min(Number(to), sizeBytes)
    return length === 0 ? 'unsatisfiable' : { first: sizeBytes - length, last: sizeBytes - 1 }
  }
  if (to !== '' && Number(to) < Number(from)) return 'whole'
  if (Number(from) >= sizeBytes) return 'unsatisfiable'
  return { first: Number(from), last: to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) }
}
