import { findModel } from '../../core/model/models.ts'
import { findParameter } from '../../core/model/parameter.ts'
import type { PriceQuote, PriceTerm, Quantity, UnpublishedReason } from '../../core/model/price.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { truncate } from '../../core/text/truncate.ts'
import { usd } from './format.ts'
import type { DisplayLanguage, L10n } from './l10n.ts'

/** What a request costs: free, not known, or according to the published price. */
export type RequestCost = PriceQuote | { readonly kind: 'free' | 'reading' | 'unavailable' }

export interface PriceText {
  /** For example `About $0.20`. */
  readonly text: string
  /** How it is derived, or why there is none. */
  readonly derivation?: string
}

const NAME_LENGTH = 60
/** A service can publish any number of rates. */
const MAX_LENGTH = 300

/** Says what a request of a model costs, and how that is derived. */
export function priceText(cost: RequestCost, model: string, language: DisplayLanguage): PriceText {
  const { l10n } = language
  switch (cost.kind) {
    case 'free':
      return { text: l10n.t('Free') }
    case 'reading':
      return { text: l10n.t('Reading the price…') }
    case 'unavailable':
      return {
        text: l10n.t('Price not available'),
        derivation: l10n.t('Could not read the price from the service.'),
      }
    case 'notPublished':
      return { text: l10n.t('Price not published'), ...unpublishedText(cost.reason, l10n) }
    case 'rate': {
      const rates = cost.terms.map((term) => ratePerUnit(term, language)).join(' + ')
      return {
        text: truncate(rates, MAX_LENGTH),
        derivation: l10n.t('The total depends on the length of the source video.'),
      }
    }
    case 'estimate':
      return {
        text: l10n.t('About {0}', usdRange(cost.total, language)),
        derivation: truncate(cost.terms.map((term) => termText(term, model, language)).join(' + '), MAX_LENGTH),
      }
  }
}

/** For example `$0.20`, or `$0.10 to $0.40`. */
export function usdRange({ minUsd, maxUsd }: UsdRange, { l10n, locale }: DisplayLanguage): string {
  const [min, max] = [usd(minUsd, locale), usd(maxUsd, locale)]
  return min === max ? max : l10n.t('{0} to {1}', min, max)
}

function unpublishedText(reason: UnpublishedReason, l10n: L10n): Pick<PriceText, 'derivation'> {
  switch (reason) {
    case 'variable':
      return { derivation: l10n.t('The service says that the price varies.') }
    case 'noVariant':
      return { derivation: l10n.t('The service publishes no price for these values.') }
    case 'missing':
      return {}
  }
}

function termText(term: PriceTerm, model: string, language: DisplayLanguage): string {
  const { l10n, locale } = language
  const values = Object.entries(term.when).map(([name, value]) => `${labelOf(model, name, l10n)} ${value}`)
  const suffix = values.length === 0 ? '' : ` (${toSingleLine(values.join(', '), NAME_LENGTH * 2)})`
  const { unit, count } = term.quantity
  const product =
    unit === 'video' || count === undefined
      ? ratePerUnit(term, language)
      : l10n.t('{0} × {1}', quantityText({ unit, count }, locale, l10n), ratePerUnit(term, language))
  return product + suffix
}

function ratePerUnit({ quantity, usdPerUnit }: PriceTerm, language: DisplayLanguage): string {
  const { l10n } = language
  const price = usdRange(usdPerUnit, language)
  switch (quantity.unit) {
    case 'second':
      return l10n.t('{0} per second', price)
    case 'frame':
      return l10n.t('{0} per frame', price)
    case 'video':
      return l10n.t('{0} per video', price)
  }
}

function quantityText({ unit, count = 0 }: Quantity, locale: string, l10n: L10n): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(count)
  return unit === 'second' ? l10n.t('{0} s', number) : l10n.t('{0} frames', number)
}

/** The label of a parameter, or the name that the service uses. */
function labelOf(modelId: string, name: string, l10n: L10n): string {
  const model = findModel(modelId)
  const parameter = model && findParameter(model, name)
  return parameter ? l10n.t(parameter.label) : toSingleLine(name, NAME_LENGTH)
}
