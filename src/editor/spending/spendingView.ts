import type { Balance } from '../../api/client.ts'
import type { Job } from '../../core/job/job.ts'
import { type Charge, chargedSince, chargesPerDay, type Transaction } from '../../core/model/charges.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { SpendingRow, SpendingView } from '../../protocol/spending.ts'
import { balanceText } from '../presentation/balanceText.ts'
import { usd } from '../presentation/format.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import { formatTitle } from '../presentation/title.ts'

/** What the panel knows of the account. */
export interface SpendingState {
  readonly transactions: readonly Transaction[]
  /** Whether there are older transactions. */
  readonly hasMore: boolean
  /** `noKey`, or the text of an error. */
  readonly problem:
    | { readonly kind: 'noKey' | 'canceled' }
    | { readonly kind: 'error'; readonly text: string }
    | undefined
  readonly isLoading: boolean
  readonly isSandbox: boolean
  readonly balance: Balance | undefined
  readonly host: string
}

export interface SpendingContext extends DisplayLanguage {
  readonly now: number
  /** Returns the job of a generation, if it is in the list. */
  readonly jobOf: (generationId: string) => Job | undefined
}

const TITLE_LENGTH = 200
const DAYS_OF_TOTALS = [7, 30]

/** Makes the page from what the account says. */
export function spendingView(state: SpendingState, context: SpendingContext): SpendingView {
  const { l10n, locale } = context
  const days = chargesPerDay(state.transactions, startOfDay)
  const view = {
    title: l10n.t('Spending'),
    ...(state.isSandbox ? { notice: l10n.t('These are the charges of the sandbox. They cost nothing.') } : {}),
    totals: totals(state, days, context),
    ...(state.isLoading ? {} : { refresh: l10n.t('Refresh') }),
    columns: { time: l10n.t('Time'), title: l10n.t('Charge'), amount: l10n.t('Amount') },
  }
  if (days.length === 0) return { ...view, content: messageFor(state, l10n) }
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })
  return {
    ...view,
    content: {
      kind: 'charges',
      days: days.map(({ startsAt, totalUsd, charges }) => ({
        label: dayFormat.format(startsAt),
        total: usd(totalUsd, locale),
        rows: charges.map((charge) => rowFor(charge, context)),
      })),
      ...footerFor(state, l10n),
    },
  }
}

function totals(
  { transactions, hasMore, isSandbox, balance }: SpendingState,
  days: ReturnType<typeof chargesPerDay>,
  { l10n, locale, now }: SpendingContext,
): SpendingView['totals'] {
  if (transactions.length === 0) return []
  const oldest = Math.min(...transactions.map(({ createdAt }) => createdAt))
  const value = (from: number) => {
    const sum = usd(chargedSince(days, from), locale)
    return hasMore && oldest >= from ? l10n.t('{0} or more', sum) : sum
  }
  const since = (daysAgo: number) => {
    const date = new Date(startOfDay(now))
    date.setDate(date.getDate() - daysAgo + 1)
    return date.getTime()
  }
  return [
    ...(balance && !isSandbox
      ? [{ label: l10n.t('Balance'), value: balanceText(balance, { l10n: { t: (_, text) => String(text) }, locale }) }]
      : []),
    { label: l10n.t('Today'), value: value(since(1)) },
    ...DAYS_OF_TOTALS.map((count) => ({ label: l10n.t('Last {0} days', count), value: value(since(count)) })),
  ]
}

function rowFor(charge: Charge, { l10n, locale, jobOf }: SpendingContext): SpendingRow {
  const job = charge.generationId === undefined ? undefined : jobOf(charge.generationId)
  const model = charge.model === undefined ? undefined : toSingleLine(charge.model, TITLE_LENGTH)
  const id = charge.generationId === undefined ? undefined : toSingleLine(charge.generationId, TITLE_LENGTH)
  const detail = job ? undefined : id
  return {
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(charge.createdAt),
    title: job ? toSingleLine(formatTitle(job, l10n), TITLE_LENGTH) : (model ?? typeText(charge.type, l10n)),
    ...(detail === undefined ? {} : { detail }),
    amount: usd(charge.amountUsd, locale),
    ...(job ? { jobId: job.id } : {}),
  }
}

function typeText(type: string, l10n: L10n): string {
  switch (type) {
    case 'CREDITS_EXPIRED':
      return l10n.t('Expired credits')
    case 'ADJUSTMENT':
      return l10n.t('Adjustment')
    case 'REFUND':
      return l10n.t('Refund')
    default:
      return l10n.t('Other charge')
  }
}

function messageFor({ problem, isLoading, hasMore, host }: SpendingState, l10n: L10n): SpendingView['content'] {
  const tryAgain = { id: 'refresh', label: l10n.t('Try Again') } as const
  if (isLoading) {
    const button = { id: 'cancel', label: l10n.t('Cancel') } as const
    return { kind: 'message', icon: 'loading', tone: 'running', title: l10n.t('Reading the charges…'), button }
  }
  switch (problem?.kind) {
    case 'noKey':
      return {
        ...{ kind: 'message', icon: 'key', tone: 'muted', title: l10n.t('An API key is required') },
        text: l10n.t('The charges of your account at {0} can be read with its API key. This is free.', host),
        button: { id: 'setApiKey', label: l10n.t('Set API Key') },
      }
    case 'error':
      return {
        ...{ kind: 'message', icon: 'error', tone: 'error', title: l10n.t('The charges could not be read') },
        text: problem.text,
        button: tryAgain,
      }
    case 'canceled':
      return { kind: 'message', icon: 'circle-slash', tone: 'muted', title: l10n.t('Canceled'), button: tryAgain }
    case undefined:
      return {
        ...{ kind: 'message', icon: 'credit-card', tone: 'muted', title: l10n.t('No charges yet') },
        text: l10n.t('Generations appear here when they are completed and charged.'),
        ...(hasMore ? { button: { id: 'loadMore', label: l10n.t('Show Older Charges') } } : {}),
      }
  }
}

function footerFor({ problem, isLoading, hasMore }: SpendingState, l10n: L10n) {
  const footer = (text: string, id: 'cancel' | 'loadMore' | 'refresh', label: string, isBusy = false) => ({
    footer: { text, button: { id, label }, isBusy },
  })
  if (isLoading) return footer(l10n.t('Reading the charges…'), 'cancel', l10n.t('Cancel'), true)
  if (problem?.kind === 'error') return footer(problem.text, 'refresh', l10n.t('Try Again'))
  return hasMore ? footer(l10n.t('The account has older charges.'), 'loadMore', l10n.t('Show Older Charges')) : {}
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
