import type { FormStatus } from '../../protocol/form.ts'
import { askVariationCount } from '../common/askVariationCount.ts'
import { requestCost } from '../common/requestCost.ts'
import { costText } from '../connection/costText.ts'
import type { CostService, ExtensionServices } from '../extensionServices.ts'
import { balanceText } from '../presentation/balanceText.ts'
import { priceText, type RequestCost } from '../presentation/priceText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { checkDraft } from './checkDraft.ts'
import type { DraftFiles } from './draftFiles.ts'
import type { FormDraft } from './formDraft.ts'

/** What a draft costs as it is, how that is derived, and the balance of the account. */
export function formCost(
  { connection, costs }: Pick<ExtensionServices, 'connection' | 'costs'>,
  draft: FormDraft,
  files: DraftFiles,
): FormStatus['cost'] {
  const text = costText(connection)
  const cost = draftCost(costs, draft, files)
  if (cost.kind === 'free') return { icon: 'beaker', text }
  const shown = priceText(cost, draft.model.id, DISPLAY_LANGUAGE)
  const balance = costs.balance && balanceText(costs.balance, DISPLAY_LANGUAGE)
  return {
    icon: 'credit-card',
    text,
    price: shown.text,
    ...(shown.derivation === undefined ? {} : { derivation: shown.derivation }),
    ...(balance === undefined ? {} : { balance }),
  }
}

/** See `askVariationCount`. */
export function askDraftVariationCount(
  { connection, costs }: Pick<ExtensionServices, 'connection' | 'costs'>,
  draft: FormDraft,
  files: DraftFiles,
): Promise<number | undefined> {
  return askVariationCount(connection, draftCost(costs, draft, files))
}

/** What a draft costs as it is, according to what is known now. */
function draftCost(costs: CostService, draft: FormDraft, files: DraftFiles): RequestCost {
  const request = { model: draft.model.id, values: checkDraft(draft).values }
  return requestCost(costs.price(request.model), request, files.sourceFacts())
}
