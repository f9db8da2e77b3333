import type { GenerationRequest, RequestValues } from '../job/job.ts'
import { expectedResult, type SourceFacts } from './expectedResult.ts'
import { findModel } from './models.ts'
import { findParameter } from './parameter.ts'
import type { Pricing, Rate, RateVariant } from './pricing.ts'
import { sumUsd, type UsdRange } from './usdRange.ts'

/** What is multiplied by a rate. */
export interface Quantity {
  readonly unit: 'second' | 'frame' | 'video'
  /** Undefined if only the service knows it. */
  readonly count: number | undefined
}

/** One term of an estimate: a quantity times a rate. */
export interface PriceTerm {
  readonly quantity: Quantity
  /** Price in USD of one unit. */
  readonly usdPerUnit: UsdRange
  /** The values that selected the rate, by parameter name. */
  readonly when: Readonly<Record<string, string>>
}

/**
 * - `variable`: the service says that the price varies.
 * - `missing`: it publishes no price, or none that this version can read.
 * - `noVariant`: it publishes no price for the values of the request.
 */
export type UnpublishedReason = 'variable' | 'missing' | 'noVariant'

/** What a request costs according to the published price. */
export type PriceQuote =
  | { readonly kind: 'estimate'; readonly total: UsdRange; readonly terms: readonly PriceTerm[] }
  /** The price of one unit is published, but the number of units depends on the source video. */
  | { readonly kind: 'rate'; readonly terms: readonly PriceTerm[] }
  | { readonly kind: 'notPublished'; readonly reason: UnpublishedReason }

/** Estimates what a request costs. `pricing` is undefined if the service lists no price of the model. */
export function quotePrice(
  request: GenerationRequest,
  pricing: Pricing | undefined,
  source: SourceFacts = {},
): PriceQuote {
  switch (pricing?.kind) {
    case 'fixed':
      return quote(pricing.rates.map((rate) => toTerm([rate], request.values, source)))
    case 'variants': {
      const variants = matchingVariants(request, pricing.variants)
      if (variants.length === 0) return { kind: 'notPublished', reason: 'noVariant' }
      return quote([toTerm(variants, request.values, source, commonValues(variants))])
    }
    case 'variable':
      return { kind: 'notPublished', reason: 'variable' }
    default:
      return { kind: 'notPublished', reason: 'missing' }
  }
}

function quote(terms: readonly (PriceTerm | undefined)[]): PriceQuote {
  const known = terms.filter((term) => term !== undefined)
  if (known.length === 0 || known.length < terms.length) return { kind: 'notPublished', reason: 'missing' }
  const totals = known.map(({ quantity, usdPerUnit }) => times(usdPerUnit, quantity.count))
  return totals.every((total) => total !== undefined)
    ? { kind: 'estimate', total: sumUsd(totals), terms: known }
    : { kind: 'rate', terms: known }
}

function times({ minUsd, maxUsd }: UsdRange, count: number | undefined): UsdRange | undefined {
  return count === undefined ? undefined : { minUsd: minUsd * count, maxUsd: maxUsd * count }
}

/** `rates` are alternatives. Returns undefined if they count different things, or something that is not known. */
function toTerm(
  rates: readonly Rate[],
  values: RequestValues,
  source: SourceFacts,
  when: Readonly<Record<string, string>> = {},
): PriceTerm | undefined {
  const counted = rates.map(({ unit, per, price }) => ({ ...countedUnit(unit), usd: price / per }))
  const unit = counted[0]?.unit
  if (unit === undefined || counted.some((rate) => rate.unit !== unit)) return undefined
  const prices = counted.map(({ usd, units = 1 }) => usd / units)
  return {
    quantity: { unit, count: countOf(unit, values, source) },
    usdPerUnit: { minUsd: Math.min(...prices), maxUsd: Math.max(...prices) },
    when,
  }
}

/** Converts the service's name of a unit. `units` is how many of ours it has. */
function countedUnit(name: string): { readonly unit?: Quantity['unit']; readonly units?: number } {
  switch (
    name
      .toLowerCase()
      .replace(/^per[ _-]/, '')
      .replace(/s$/, '')
  ) {
    case 'second':
    case 'sec':
    case 'video_second':
    case 'output_second':
      return { unit: 'second' }
    case 'minute':
      return { unit: 'second', units: 60 }
    case 'frame':
      return { unit: 'frame' }
    case 'video':
    case 'generation':
    case 'request':
    case 'call':
      return { unit: 'video' }
    default:
      return {}
  }
}

function countOf(unit: Quantity['unit'], values: RequestValues, source: SourceFacts): number | undefined {
  if (unit === 'video') return 1
  const { frames, durationSeconds } = expectedResult(values, source)
  return unit === 'frame' ? frames.count : durationSeconds
}

/**
 * The variants that a request selects. There are several if a value is decided by the service, such as `auto`, or is not a
 * parameter of the request.
 */
function matchingVariants({ model, values }: GenerationRequest, variants: readonly RateVariant[]): RateVariant[] {
  const names = new Set(variants.flatMap(({ when }) => Object.keys(when)))
  let matching = [...variants]
  for (const name of names) {
    const value = valueIn(model, values, name)
    const selected = matching.filter(({ when }) => when[name] === undefined || when[name] === value)
    if (selected.length > 0) matching = mostSpecific(selected, name)
    else if (value !== undefined && value !== 'auto') return []
  }
  return matching
}

/** A variant that names a value applies before one that is for all values. */
function mostSpecific(variants: readonly RateVariant[], name: string): RateVariant[] {
  const named = variants.filter(({ when }) => when[name] !== undefined)
  return named.length > 0 ? named : [...variants]
}

/** The value that a request has, or else the default. Undefined if neither is known. */
function valueIn(modelId: string, values: RequestValues, name: string): string | undefined {
  const set = values[name]
  if (set !== undefined) return String(set)
  const model = findModel(modelId)
  const parameter = model && findParameter(model, name)
  return parameter && 'default' in parameter && parameter.default !== undefined ? String(parameter.default) : undefined
}

/** The values that all of the variants name. */
function commonValues(variants: readonly RateVariant[]): Readonly<Record<string, string>> {
  const [first, ...others] = variants
  const entries = Object.entries(first?.when ?? {})
  return Object.fromEntries(entries.filter(([name, value]) => others.every(({ when }) => when[name] === value)))
}
