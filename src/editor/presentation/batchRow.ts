import { canRetryFreely } from '../../core/job/actions.ts'
import { type Batch, isWaitingForUser } from '../../core/job/batch.ts'
import { isRunning, type Job, needsDecision } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { batchTitle } from './batchTitle.ts'
import type { Icon, RenderContext } from './jobPresentation.ts'
import type { Row } from './jobRow.ts'

/** See `LABEL_LENGTH` of a job's row. */
const LABEL_LENGTH = 40

/** The row of a batch, which contains the rows of its jobs. `jobs`: the last attempt of each request that was sent. */
export function presentBatch(batch: Batch, jobs: readonly Job[], context: RenderContext): Row {
  const { l10n, now } = context
  const label = toSingleLine(batchTitle(batch), LABEL_LENGTH)
  const description = describeBatch(batch, jobs, context)
  const isWaiting = isWaitingForUser(batch, now)
  return {
    label,
    description,
    icon: iconOf(batch, jobs, isWaiting),
    contextValue: contextValue(batch, jobs, isWaiting),
    ariaLabel: l10n.t('Batch {0}, {1}', label, description),
  }
}

/** For example `4 of 6`, `4 of 6 · paused` or `4 of 6 · 1 failed · 1 not sent`. */
export function describeBatch(batch: Batch, jobs: readonly Job[], { l10n, now }: RenderContext): string {
  const ready = jobs.filter(isReady).length
  const failed = jobs.filter(({ state }) => state === 'failed').length
  const undecided = jobs.filter(needsDecision).length
  const parts = [
    l10n.t('{0} of {1}', ready, batch.total),
    ...(isWaitingForUser(batch, now) ? [l10n.t('paused, {0} not sent', batch.planned)] : []),
    ...(failed > 0 ? [l10n.t('{0} failed', failed)] : []),
    ...(undecided > 0 ? [l10n.t('{0} unconfirmed', undecided)] : []),
    ...(batch.stopped > 0 ? [l10n.t('{0} stopped', batch.stopped)] : []),
  ]
  return parts.join(' · ')
}

/** For example `batch planned waiting comparable failed`. The `when` clauses of menu items match its words in this order. */
function contextValue({ planned }: Batch, jobs: readonly Job[], isWaiting: boolean): string {
  const isComparable = jobs.filter(({ file }) => file.state === 'saved').length > 1
  const words = [
    planned > 0 && 'planned',
    isWaiting && 'waiting',
    isComparable && 'comparable',
    jobs.some(canRetryFreely) && 'failed',
  ]
  return ['batch', ...words.filter((word) => word !== false)].join(' ')
}

function iconOf(batch: Batch, jobs: readonly Job[], isWaiting: boolean): Icon {
  if (isWaiting) return { id: 'debug-pause', color: 'list.warningForeground' }
  if (batch.planned > 0 || jobs.some(isUnfinished)) return { id: 'loading' }
  if (jobs.some(needsDecision)) return { id: 'warning', color: 'list.warningForeground' }
  return jobs.every(isReady) && batch.stopped === 0 ? { id: 'check-all', color: 'charts.green' } : { id: 'layers' }
}

function isReady({ state, file }: Job): boolean {
  return state === 'completed' && (file.state === 'saved' || file.state === 'deleted')
}

function isUnfinished(job: Job): boolean {
  return isRunning(job) || (job.state === 'completed' && job.nextAt !== undefined)
}
