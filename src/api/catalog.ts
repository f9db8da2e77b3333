import { catalogSchema } from './pricingWire.ts'
import { type ApiConnection, sendRequest } from './request.ts'

export interface CatalogQuery {
  readonly model: string
  /** Of an earlier response. */
  readonly etag?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** `pricing` is what the service sent, for `parsePricing`; undefined if it has no price of the model. */
export type CatalogAnswer =
  | { readonly kind: 'pricing'; readonly pricing: unknown; readonly etag: string | undefined }
  | { readonly kind: 'notModified' }

const TIMEOUT_MS = 15_000
const MAX_RESPONSE_BYTES = 500_000
/** A longer one is not sent back. */
const MAX_ETAG_LENGTH = 500

/** `GET /v1/models`, which needs no key: none is sent. Rejects with `ApiError` only. */
export async function getPricing(
  connection: Omit<ApiConnection, 'key'>,
  { model, etag, signal }: CatalogQuery,
): Promise<CatalogAnswer> {
  let received: string | undefined
  const answer = await sendRequest(
    {
      method: 'GET',
      path: '/v1/models',
      query: [
        ['id', model],
        ['include', 'pricing'],
      ],
      schema: catalogSchema(model),
      maxResponseBytes: MAX_RESPONSE_BYTES,
      timeoutMs: TIMEOUT_MS,
      signal,
      ...(etag === undefined ? {} : { headers: { 'if-none-match': etag }, notModified: 'notModified' as const }),
      onHeaders: (headers) => {
        received = headers.get('etag') ?? undefined
      },
    },
    connection,
  )
  if (answer === 'notModified') return { kind: 'notModified' }
  return {
    kind: 'pricing',
    pricing: answer.pricing,
    etag: received && received.length <= MAX_ETAG_LENGTH ? received : undefined,
  }
}
