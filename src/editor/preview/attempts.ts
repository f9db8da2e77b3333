import type { Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'

type Reader = Pick<JobReader, 'get' | 'latestAttempt'>

/**
 * Returns the ID of the job that a page shows instead of `jobId`, because its job was retried since `shown` was read.
 * Returns undefined if it was not. A job that was retried before that is shown as it is, with a link to its retry.
 */
export function retryToFollow(jobId: string, shown: Job | undefined, jobs: Reader): string | undefined {
  if (shown?.retriedAs !== undefined) return undefined
  const job = jobs.get(jobId)
  const isRetried = job === undefined || (shown !== undefined && job.retriedAs !== undefined)
  return isRetried ? newAttemptOf(jobId, jobs) : undefined
}

/** Returns the ID of the latest retry of a job; undefined if there is none. */
export function newAttemptOf(jobId: string, jobs: Reader): string | undefined {
  const latestId = jobs.latestAttempt(jobId)?.id
  return latestId === jobId ? undefined : latestId
}

/** Returns the ID of the last job that `job` retried; undefined if there is none, or if all were deleted. */
export function previousAttemptOf(job: Job, jobs: Reader): string | undefined {
  return job.previousAttempts.find((id) => jobs.get(id) !== undefined)
}
