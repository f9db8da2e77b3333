/** The errors inside an error: `cause` chains and the several attempts of an `AggregateError`, innermost ones only. */
export function innermost(error: unknown, depth = 0): unknown[] {
  if (depth > 8 || !(error instanceof Error)) return [error]
  const inner = error instanceof AggregateError && error.errors.length > 0 ? error.errors : undefined
  if (inner) return inner.flatMap((one) => innermost(one, depth + 1))
  return error.cause instanceof Error ? innermost(error.cause, depth + 1) : [error]
}

/** The code of an error from Node, undici or Electron's network; its name when it has none. */
export function codeOf(error: unknown): string {
  const first = innermost(error)[0]
  if (!(first instanceof Error)) return 'UNKNOWN'
  // undici, inside the editor's fetch, for a proxy that refused the tunnel; its own code means any kind of abort.
  const refused = /^Proxy response \((\d{3})\) !== 200/.exec(first.message)?.[1]
  if (refused) return `PROXY_${refused}`
  const code = (first as Error & { code?: unknown }).code
  if (typeof code === 'string' && code !== '') return code
  // Electron's fetch has no codes, only messages such as `net::ERR_NAME_NOT_RESOLVED`.
  return /^net::(ERR_[A-Z_]+)$/.exec(first.message)?.[1] ?? first.name
}
