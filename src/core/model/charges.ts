/** A row of the account's transactions. */
export interface Transaction {
  /** Unix milliseconds. */
  readonly createdAt: number
  readonly isCharge: boolean
  /** `MODEL_USAGE`, `PAYMENT`, `REFUND` and so on. Opaque. */
  readonly type: string
  /** Not negative. */
  readonly amountUsd: number
  readonly model: string | undefined
  /** The generation ID, if the type is `MODEL_USAGE`. */
  readonly referenceId: string | undefined
}

/** What was charged for one generation, or for something else, on one day. Refunds are subtracted. */
export interface Charge {
  /** Of the last transaction. */
  readonly createdAt: number
  readonly type: string
  readonly amountUsd: number
  readonly model: string | undefined
  readonly generationId: string | undefined
}

export interface ChargedDay {
  /** The start of the day. */
  readonly startsAt: number
  readonly totalUsd: number
  /** Newest first. */
  readonly charges: readonly Charge[]
}

const REFUNDS: ReadonlySet<string> = new Set(['REFUND'])

/** Groups transactions by day and generation, newest first. Omits payments. `startOfDay` decides what a day is. */
export function chargesPerDay(rows: readonly Transaction[], startOfDay: (time: number) => number): ChargedDay[] {
  const days = new Map<number, Map<string, Charge>>()
  for (const [index, row] of rows.entries()) {
    const isRefund = !row.isCharge && REFUNDS.has(row.type.toUpperCase())
    if (!row.isCharge && !isRefund) continue
    const startsAt = startOfDay(row.createdAt)
    const day = days.get(startsAt) ?? new Map<string, Charge>()
    days.set(startsAt, day)
    const key = row.referenceId ?? `row ${index}`
    const known = day.get(key)
    const amountUsd = (known?.amountUsd ?? 0) + (isRefund ? -row.amountUsd : row.amountUsd)
    const { type, model, referenceId: generationId } = row
    const createdAt = Math.max(row.createdAt, known?.createdAt ?? row.createdAt)
    day.set(key, { type, model, generationId, ...known, createdAt, amountUsd })
  }
  return [...days]
    .sort(([a], [b]) => b - a)
    .map(([startsAt, byKey]) => {
      const charges = [...byKey.values()].sort((a, b) => b.createdAt - a.createdAt)
      return { startsAt, totalUsd: sumOf(charges), charges }
    })
}

/** The sum of the days that started at `from` or later. */
export function chargedSince(days: readonly ChargedDay[], from: number): number {
  return days.filter(({ startsAt }) => startsAt >= from).reduce((sum, { totalUsd }) => sum + totalUsd, 0)
}

function sumOf(charges: readonly Charge[]): number {
  return charges.reduce((sum, { amountUsd }) => sum + amountUsd, 0)
}
