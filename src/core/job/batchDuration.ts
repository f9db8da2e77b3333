import type { CompletionModel } from './completionModel.ts'

/** The time between two requests of a batch, as the rate limit begins. */
const SEND_INTERVAL_MS = 1100

/**
 * How long a batch is likely to take in milliseconds, if the service generates its videos at the same time. Undefined if too
 * few similar jobs have finished on this computer.
 */
export function batchDurationMs(count: number, model: CompletionModel | undefined): number | undefined {
  return model && model.medianMs + (count - 1) * SEND_INTERVAL_MS
}
