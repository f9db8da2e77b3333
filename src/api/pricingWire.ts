import * as z from 'zod'
import type { Pricing, Rate, RateVariant } from '../core/model/pricing.ts'

// The published price of a model. Source: the vendor's OpenAPI file of `GET /v1/models`, which documents the members of a
// price but not their types. A price that is only partly understood would be a wrong estimate: it counts as unknown.

const MAX_PARTS = 200
/** No real price is nearly as high. */
const MAX_PRICE = 1_000_000
const MIN_PER = 0.001

const priceSchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}(\.\d{1,12})?$/)
      .transform(Number),
  ])
  .refine((price) => price >= 0 && price <= MAX_PRICE)

const unitSchema = z.string().min(1).max(60)

const perSchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number),
  ])
  .nullish()
  .transform((per) => per ?? 1)
  .refine((per) => per >= MIN_PER)

const fixedRateSchema = z
  .object({ name: unitSchema.nullish(), measure: unitSchema.nullish(), price: priceSchema, per: perSchema })
  .transform(({ name, measure, price, per }): Rate => ({ unit: measure ?? name ?? '', price, per }))

const variantSchema = z
  .object({
    when: z.record(z.string().max(100), z.union([z.string().max(100), z.number(), z.boolean()]).transform(String)),
    unit: unitSchema,
    price: priceSchema,
    per: perSchema,
  })
  .transform(({ when, unit, price, per }): RateVariant => ({ when, unit, price, per }))

const usdSchema = z.literal('USD').nullish()

const pricingSchema = z.union([
  z
    .object({
      kind: z.literal('fixed'),
      currency: usdSchema,
      units: z.array(fixedRateSchema).min(1).max(MAX_PARTS),
    })
    .transform(({ units }): Pricing => ({ kind: 'fixed', rates: units })),
  z
    .object({
      kind: z.literal('variants'),
      currency: usdSchema,
      variants: z.array(variantSchema).min(1).max(MAX_PARTS),
    })
    .transform(({ variants }): Pricing => ({ kind: 'variants', variants })),
  z.object({ kind: z.literal('variable') }).transform((): Pricing => ({ kind: 'variable' })),
])

/** Reads `pricing` of a model. Undefined if there is none. */
export function parsePricing(value: unknown): Pricing | undefined {
  if (value === undefined || value === null) return undefined
  return pricingSchema.safeParse(value).data ?? { kind: 'unknown' }
}

/** The longest list of models to search. The request asks for one. */
const MAX_MODELS = 1000

const modelSchema = z.object({
  id: z.string(),
  aliases: z.array(z.string()).catch([]).optional(),
  pricing: z.unknown(),
})

/** Finds a model in the response, by its ID or an alias, and returns its `pricing` as it is; undefined if there is none. */
export function catalogSchema(model: string): z.ZodType<{ readonly pricing: unknown }> {
  return z.object({ data: z.array(modelSchema.optional().catch(undefined)).max(MAX_MODELS) }).transform(({ data }) => {
    const found = data.find((entry) => entry?.id === model) ?? data.find((entry) => entry?.aliases?.includes(model))
    return { pricing: found?.pricing }
  })
}
