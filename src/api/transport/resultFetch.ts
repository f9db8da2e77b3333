/** Downloads a result file. Like `fetch`, but sends no credentials and does not follow redirects. */
export type ResultFetch = (
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<Response>
