import type { Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'

/** Whether the whole request of a job is available. Reads the store only if the job has no prompt. */
export function hasRequest(jobs: JobReader, job: Job): boolean {
  return job.prompt !== '' || jobs.request(job.id) !== undefined
}
