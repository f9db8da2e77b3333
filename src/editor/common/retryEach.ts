import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import type { JobActions, SubmitOptions } from '../../jobs/jobActions.ts'

export interface Retried {
  readonly sent: number
  /** The last request that was sent, if it was not accepted. The next ones were not sent: they may fail in the same way. */
  readonly notAccepted: Job | undefined
}

/**
 * Retries jobs one after another, each once, whatever other windows do. Rejects like `JobActions.retry`, but skips a job that
 * was retried or removed meanwhile.
 */
export async function retryEach(
  actions: Pick<JobActions, 'retry'>,
  jobs: readonly Job[],
  options: SubmitOptions,
): Promise<Retried> {
  let sent = 0
  for (const { id } of jobs) {
    const job = await actions.retry(id, options).catch(undefinedIfChanged)
    if (job === undefined) continue
    sent++
    if (job.state === 'failed' || job.state === 'unconfirmed') return { sent, notAccepted: job }
  }
  return { sent, notAccepted: undefined }
}

function undefinedIfChanged(error: unknown): undefined {
  const code = error instanceof AppError ? error.detail.code : undefined
  if (code !== 'alreadyRetried' && code !== 'requestUnknown') throw error
}
