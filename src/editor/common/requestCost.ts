import type { GenerationRequest } from '../../core/job/job.ts'
import type { SourceFacts } from '../../core/model/expectedResult.ts'
import { quotePrice } from '../../core/model/price.ts'
import type { UsdRange } from '../../core/model/usdRange.ts'
import type { ExtensionServices, PublishedPrice } from '../extensionServices.ts'
import type { RequestCost } from '../presentation/priceText.ts'

/** The estimate to store with a request. Undefined if the price is not known, or the request is free. */
export function estimateOf(
  { costs }: Pick<ExtensionServices, 'costs'>,
  request: GenerationRequest,
  source?: SourceFacts,
): UsdRange | undefined {
  const cost = requestCost(costs.price(request.model), request, source)
  return cost.kind === 'estimate' ? cost.total : undefined
}

/** What a request costs at a published price. `source`: what is known of its source video. */
export function requestCost(price: PublishedPrice, request: GenerationRequest, source?: SourceFacts): RequestCost {
  return price.kind === 'published' ? quotePrice(request, price.pricing, source) : { kind: price.kind }
}
