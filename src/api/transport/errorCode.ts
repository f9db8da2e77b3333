/**
 * The root causes of an error: follows `cause`, and the attempts of an `AggregateError`.
 */
export function rootCauses(error: unknown, depth = 0): unknown[] {
  if (depth > 8 || !(error instanceof Error)) return [error]
  const attempts = error instanceof AggregateError && error.errors.length > 0 ? error.errors : undefined
  if (attempts) return attempts.flatMap((attempt) => rootCauses(attempt, depth + 1))
  // The proxy closed the connection instead of opening a tunnel. The cause does not mention the proxy.
  if (errorCode(error) === 'UND_ERR_PRX_CONN') return [error]
  return error.cause instanceof Error ? rootCauses(error.cause, depth + 1) : [error]
}

/** Returns the code of an error of Node, undici or Electron, or its name if it has no code. */
export function codeOf(error: unknown): string {
  const [cause] = rootCauses(error)
  if (!(cause instanceof Error)) return 'UNKNOWN'
  // undici has no specific code for a proxy that refuses to open a tunnel.
  const status = /^Proxy response \((\d{3})\) !== 200/.exec(cause.message)?.[1]
  if (status) return `PROXY_${status}`
  const code = errorCode(cause)
  if (code === 'UND_ERR_PRX_CONN') return 'PROXY_CLOSED'
  // Electron's fetch has no codes, only messages such as `net::ERR_NAME_NOT_RESOLVED`.
  return code ?? /^net::(ERR_[A-Z_]+)$/.exec(cause.message)?.[1] ?? cause.name
}

function errorCode(error: Error): string | undefined {
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' && code !== '' ? code : undefined
}
