/**
 * Fetches a result file: the shape of `fetch`, without credentials of any kind.
 * Follows no redirect by itself (`redirect: 'manual'`).
 */
export type ResultFetch = (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response>
