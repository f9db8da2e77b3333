import type { Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'

/**
 * Returns the jobs that a command of the list was run for. The editor passes the row of the menu or the focused row, and,
 * if several rows are selected and that row is one of them, all selected rows. Of the row of a batch, its jobs. Drops rows
 * that are no jobs, or no longer.
 */
export function selectedJobs(jobs: Pick<JobReader, 'get' | 'batchJobs'>, clicked: unknown, selected: unknown): Job[] {
  const rows: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [clicked]
  const ids = new Set(rows.map(idOf).filter((id) => id !== undefined))
  const found = [...ids].flatMap((id) => jobs.get(id) ?? jobs.batchJobs(id))
  return [...new Map(found.map((job) => [job.id, job])).values()]
}

/** A row of the list, or a job ID. Keyboard shortcuts and other extensions pass anything. */
function idOf(row: unknown): string | undefined {
  const id: unknown = typeof row === 'string' ? row : (row as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}
