/** First and last byte, both inclusive. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * What a `Range` header asks for of a file of `size` bytes: `whole` when there is none, it is not understood,
 * holds several ranges, or `If-Range` names another version (RFC 9110, 14.2); `outside` when it is past the end.
 */
export function requestedRange(
  range: string | undefined,
  ifRange: string | undefined,
  size: number,
  etag: string,
): ByteRange | 'whole' | 'outside' {
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return 'whole'
  const [, from, to] = /^bytes=(\d*)-(\d*)$/i.exec(range.trim()) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole'
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'outside' : { first: size - length, last: size - 1 }
  }
  if (to !== '' && Number(to) < Number(from)) return 'whole'
  if (Number(from) >= size) return 'outside'
  return { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}
