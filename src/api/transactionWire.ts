import * as z from 'zod'
import type { Transaction } from '../core/model/charges.ts'
import { creditsToUsd } from '../core/model/credits.ts'
import type { TransactionPage } from './client.ts'
import { amountSchema, generationIdSchema, timestampSchema, undefinedIfInvalid } from './wire.ts'

/** No real amount is nearly as high. */
const MAX_AMOUNT_USD = 1_000_000_000

/** No name is nearly as long. */
const nameSchema = z.string().max(500)

const amountsSchema = z
  .object({ usd: undefinedIfInvalid(amountSchema), credits: undefinedIfInvalid(amountSchema) })
  .transform(({ usd, credits }) => usd ?? (typeof credits === 'number' ? creditsToUsd(credits) : undefined))

const transactionSchema = z
  .object({
    created_at: timestampSchema,
    direction: nameSchema,
    type: undefinedIfInvalid(nameSchema),
    amount: amountsSchema.pipe(z.number().min(-MAX_AMOUNT_USD).max(MAX_AMOUNT_USD)),
    model: undefinedIfInvalid(nameSchema),
    reference_id: undefinedIfInvalid(generationIdSchema),
  })
  .transform(
    (row): Transaction => ({
      createdAt: row.created_at,
      isCharge: row.direction.toUpperCase() === 'CHARGE',
      type: row.type ?? '',
      // Documented as positive: the direction is the sign.
      amountUsd: Math.abs(row.amount),
      model: row.model || undefined,
      referenceId: row.reference_id || undefined,
    }),
  )

const cursorSchema = z.string().min(1).max(4000)

export const transactionPageSchema = z
  .object({
    // An invalid row must not hide the others.
    data: z.array(transactionSchema.optional().catch(undefined)),
    pagination: undefinedIfInvalid(
      z.object({ next_cursor: undefinedIfInvalid(cursorSchema), has_more: undefinedIfInvalid(z.boolean()) }),
    ),
  })
  .transform(
    ({ data, pagination }): TransactionPage => ({
      rows: data.filter((row) => row !== undefined),
      nextCursor: pagination?.has_more === false ? undefined : (pagination?.next_cursor ?? undefined),
    }),
  )
