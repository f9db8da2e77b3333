// What a service publishes about the price of a model. Source: the vendor's OpenAPI file of `GET /v1/models`.

/** A price for an amount of something, for example 0.04 for each second, or 4 for each 100 seconds. */
export interface Rate {
  readonly price: number
  /** The amount that `price` is for. More than 0. */
  readonly per: number
  /** What is counted, in the words of the service: `second`, `video` and so on. */
  readonly unit: string
}

/** A rate for requests with these values. Values are compared as text. */
export interface RateVariant extends Rate {
  readonly when: Readonly<Record<string, string>>
}

/**
 * - `fixed`: the sum of all rates.
 * - `variants`: the rate of the variant that the values of the request select.
 * - `variable`: the service cannot say what a request costs.
 * - `unknown`: a kind or a currency that this version does not know, or a price that cannot be read.
 */
export type Pricing =
  | { readonly kind: 'fixed'; readonly rates: readonly Rate[] }
  | { readonly kind: 'variants'; readonly variants: readonly RateVariant[] }
  | { readonly kind: 'variable' }
  | { readonly kind: 'unknown' }
