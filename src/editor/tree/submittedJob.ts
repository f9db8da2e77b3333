import type { JobReader } from '../../jobs/jobReader.ts'

/**
 * Returns the newest job that this window has just submitted; undefined if there is none. `changedIds` are from
 * `JobReader.onDidChange`, which names only the changes of this window. `isListed` returns whether a job is not new.
 */
export function submittedJob(
  changedIds: ReadonlySet<string> | undefined,
  jobs: Pick<JobReader, 'get'>,
  isListed: (id: string) => boolean,
): string | undefined {
  const added = [...(changedIds ?? [])].filter((id) => !isListed(id))
  return added.findLast((id) => jobs.get(id)?.state === 'submitting')
}
