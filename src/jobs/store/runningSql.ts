import { SEARCHES_BEFORE_DECISION } from '../../core/job/pollSchedule.ts'

/** The same condition as `isRunning`. Its first part is the condition of the index `jobs_unfinished`. */
export const RUNNING_SQL = `(state IN ('submitting', 'queued', 'generating', 'unconfirmed')
  AND (state <> 'unconfirmed'
    OR (next_at IS NOT NULL AND retried_as IS NULL AND searches < ${SEARCHES_BEFORE_DECISION})))`
