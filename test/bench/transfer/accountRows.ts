import type { LogRow } from '../../../src/api/client.ts'

/** Generations of an account that no job knows, newest first. */
export function accountRows(count: number): LogRow[] {
  return Array.from({ length: count }, (_, index) => ({
    createdAt: Date.now() - index * 60_000,
    status: 'succeeded',
    origin: 'api',
    model: 'alibaba/wan2.2-vace-fun-a14b-pose',
    costUsd: 0.2,
    costCredits: 400_000,
    requestId: crypto.randomUUID(),
    inferenceId: `${crypto.randomUUID()}:pose`,
    clientRequestId: `wan-vace-${crypto.randomUUID()}`,
  }))
}
