/**
 * Downloads a result file. Like `fetch`, but sends no credentials and does not follow redirects. Connects to this computer
 * and to private networks only if the service is on this computer.
 */
export type ResultFetch = (
  url: string,
  init: {
    readonly headers: Readonly<Record<string, string>>
    readonly signal: AbortSignal
    /** See `fetchableUrl`. */
    readonly serviceOrigin: string | undefined
  },
) => Promise<Response>
