import * as vscode from 'vscode'
import type { GenerationRequest } from '../../core/job/job.ts'
import type { SourceFacts } from '../../core/model/expectedResult.ts'
import {
  acceptedTotalUsd,
  type PurchaseReason,
  type PurchaseTotal,
  purchaseReasons,
  type Spending,
  totalOf,
} from '../../core/model/purchaseLimits.ts'
import type { Reservation, SubmitOptions } from '../../jobs/jobActions.ts'
import { readPurchaseLimits } from '../connection/settings.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { usd } from '../presentation/format.ts'
import { priceText, type RequestCost, usdRange } from '../presentation/priceText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { requestCost } from './requestCost.ts'

export interface PurchaseOptions {
  /** What is known of the source video of all requests. */
  readonly source?: SourceFacts | undefined
  /** Asked in any case, together with what the purchase costs. */
  readonly question?: PurchaseQuestion
}

export interface PurchaseQuestion {
  readonly message: string
  readonly detail: string
  /** The button that confirms. */
  readonly button: string
}

/** A purchase that may be made. See `usePurchase`. */
export interface Purchase {
  /** To be submitted with the requests. Undefined if they are free. */
  readonly reservation: Reservation | undefined
}

/**
 * To be called once before one or more requests are submitted together. Asks the user if `wanVace.confirmAbovePrice` or
 * `wanVace.dailyLimit` is exceeded, and returns undefined if the user cancels. Does not ask within the limits, and if the
 * requests are free. From then on, the purchase counts toward the limit per day. Rejects with `AppError('storage')` if the
 * store cannot be read or written.
 */
export async function confirmPurchase(
  services: ExtensionServices,
  requests: readonly GenerationRequest[],
  { source, question }: PurchaseOptions = {},
): Promise<Purchase | undefined> {
  const costs = await Promise.all(
    requests.map(async (request) => requestCost(await services.costs.readPrice(request.model), request, source)),
  )
  const total = totalOf(costs)
  const planned = { requests, costs, total, question }
  if (costs.every(({ kind }) => kind === 'free')) {
    return !question || (await ask(planned)) ? { reservation: undefined } : undefined
  }
  const actions = await services.actions()
  const limits = readPurchaseLimits()
  for (;;) {
    const since = startOfDay()
    const spending = { spentUsd: services.jobs.spentSince(since), plannedUsd: services.jobs.plannedUsd(Date.now()) }
    const reasons = purchaseReasons(total, limits, spending)
    const texts = reasons.map((reason) => reasonText(reason, total, limits, spending))
    if ((reasons.length > 0 || question) && !(await ask(planned, texts))) return undefined
    const maxTotalUsd = acceptedTotalUsd(total, limits, spending)
    const reservation = await actions.reserve({ usd: total.estimate.maxUsd, since, maxTotalUsd })
    // Otherwise another purchase was made meanwhile, perhaps in another window, so that the sum is now a different one.
    if (reservation) return { reservation }
  }
}

/**
 * Submits the requests of a confirmed purchase with `submit`, to which the ID of the reservation is passed. Returns undefined
 * if there is no purchase.
 */
export async function usePurchase<T>(
  purchase: Purchase | undefined,
  submit: (options: Pick<SubmitOptions, 'reservation'>) => Promise<T>,
): Promise<T | undefined> {
  if (!purchase) return undefined
  const { reservation } = purchase
  try {
    return await submit({ reservation: reservation?.id })
  } finally {
    await reservation?.release()
  }
}

interface PlannedPurchase {
  readonly requests: readonly GenerationRequest[]
  readonly costs: readonly RequestCost[]
  readonly total: PurchaseTotal
  readonly question: PurchaseQuestion | undefined
}

/** Asks the user to confirm a purchase. `reasons` say why. */
async function ask(
  { requests, costs, total, question }: PlannedPurchase,
  reasons: readonly string[] = [],
): Promise<boolean> {
  const detail = [question?.detail, priceSentence(requests, costs, total), ...reasons]
  const button = question?.button ?? vscode.l10n.t('Generate')
  const message = question?.message ?? defaultQuestion(requests.length, total)
  const options = { modal: true, detail: detail.filter(Boolean).join('\n\n') }
  return (await vscode.window.showWarningMessage(message, options, button)) === button
}

function defaultQuestion(count: number, { estimate, withoutEstimate }: PurchaseTotal): string {
  const isKnown = withoutEstimate === 0
  const price = usdRange(estimate, DISPLAY_LANGUAGE)
  if (count === 1) {
    return isKnown
      ? vscode.l10n.t('Generate this video for about {0}?', price)
      : vscode.l10n.t('Generate this video? Its price is not known.')
  }
  return isKnown
    ? vscode.l10n.t('Generate {0} videos for about {1}?', count, price)
    : vscode.l10n.t('Generate {0} videos? Their price is not known.', count)
}

/** What one request costs, with the derivation, or what several cost together. */
function priceSentence(
  requests: readonly GenerationRequest[],
  costs: readonly RequestCost[],
  { estimate, withoutEstimate }: PurchaseTotal,
): string {
  const [request, ...others] = requests
  const [cost] = costs
  if (!request || !cost) return ''
  if (others.length === 0 || cost.kind === 'free') {
    const { text, derivation } = priceText(cost, request.model, DISPLAY_LANGUAGE)
    if (cost.kind === 'free') return vscode.l10n.t('The sandbox makes a sample video for free.')
    return derivation === undefined ? `${text}.` : `${text}: ${derivation.replace(/\.$/, '')}.`
  }
  const sum = vscode.l10n.t('{0} videos: about {1}.', costs.length, usdRange(estimate, DISPLAY_LANGUAGE))
  if (withoutEstimate === 0) return sum
  return withoutEstimate === costs.length
    ? vscode.l10n.t('The service publishes no price for these requests.')
    : vscode.l10n.t('{0} The price of {1} of them is not known.', sum, withoutEstimate)
}

function reasonText(
  reason: PurchaseReason,
  { estimate }: PurchaseTotal,
  { confirmAboveUsd, dailyUsd }: ReturnType<typeof readPurchaseLimits>,
  { spentUsd, plannedUsd }: Spending,
): string {
  const { locale } = DISPLAY_LANGUAGE
  switch (reason) {
    case 'abovePrice':
      return vscode.l10n.t(
        'This is more than {0}, the price in the setting "wanVace.confirmAbovePrice".',
        usd(confirmAboveUsd, locale),
      )
    case 'aboveDailyLimit':
      return vscode.l10n.t(
        '{0} With this purchase: {1}. The limit per day in the setting "wanVace.dailyLimit" is {2}.',
        spendingText({ spentUsd, plannedUsd }),
        usd(spentUsd + plannedUsd + estimate.maxUsd, locale),
        usd(dailyUsd, locale),
      )
    case 'priceUnknown':
      return vscode.l10n.t('Whether this exceeds your limits is not known. {0}', spendingText({ spentUsd, plannedUsd }))
  }
}

function spendingText({ spentUsd, plannedUsd }: Spending): string {
  const { locale } = DISPLAY_LANGUAGE
  const spent = vscode.l10n.t('Spent today on this computer: {0}.', usd(spentUsd, locale))
  if (plannedUsd === 0) return spent
  return vscode.l10n.t('{0} Confirmed requests that are still to be sent: {1}.', spent, usd(plannedUsd, locale))
}

function startOfDay(): number {
  return new Date().setHours(0, 0, 0, 0)
}
