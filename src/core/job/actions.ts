import type { ErrorCode } from '../errorDetail.ts'
import { billingStatusOf, billingUrlOf } from './billing.ts'
import { isRunning, type Job, type JobState, needsDecision } from './job.ts'

/** What the user can do with a job. Each is the last part of a command ID, such as `wanVace.retry`. */
export const JOB_ACTIONS = [
  'open',
  'saveAs',
  'openBilling',
  'changeAndGenerateAgain',
  'compareSource',
  'checkAgain',
  'retry',
  'downloadAgain',
  'stopTracking',
  'generateAgain',
  'generateVariations',
  'showRequest',
  'saveRequest',
  'copyRequest',
  'rename',
  'editTags',
  'editNote',
  'addToFavorites',
  'removeFromFavorites',
  'copyPath',
  'copyVideoUrl',
  'copyGenerationId',
  'remove',
] as const

export type JobAction = (typeof JOB_ACTIONS)[number]

export interface ActionContext {
  /** Whether the whole request is available. It is not for a generation that was recovered from the account. */
  readonly hasRequest: boolean
  /** Whether the saved video turned out not to play. */
  readonly isUnplayable?: boolean
}

/** Returns the actions that are available for a job in its current state. */
export function availableActions(job: Job, context: ActionContext): ReadonlySet<JobAction> {
  const { hasRequest, isUnplayable = false } = context
  const isAvailable: Readonly<Record<JobAction, boolean>> = {
    open: true,
    saveAs: job.file.state === 'saved',
    openBilling: canRetry(job) && billingUrlOf(job.error) !== undefined,
    changeAndGenerateAgain: isRejected(job) && hasRequest,
    compareSource: job.file.state === 'saved' && hasRequest && !isUnplayable,
    checkAgain: canCheckAgain(job),
    retry: canRetry(job) && hasRequest,
    downloadAgain: canDownloadAgain(job, isUnplayable),
    stopTracking: job.state === 'queued' || job.state === 'generating',
    generateAgain: hasRequest,
    generateVariations: hasRequest && ACCEPTED.has(job.state),
    showRequest: hasRequest,
    saveRequest: hasRequest,
    copyRequest: hasRequest,
    rename: true,
    editTags: true,
    editNote: true,
    addToFavorites: !job.annotations.isFavorite,
    removeFromFavorites: job.annotations.isFavorite,
    copyPath: job.file.state === 'saved',
    copyVideoUrl: job.resultUrl?.startsWith('http') ?? false,
    copyGenerationId: job.generationId !== undefined,
    remove: true,
  }
  return new Set(JOB_ACTIONS.filter((action) => isAvailable[action]))
}

/** Returns whether the first request may already be billed, so that a retry may be billed a second time. */
export function mayBeBilledTwice(job: Job): boolean {
  const status = billingStatusOf(job)
  return status === 'charged' || status === 'unknown'
}

/** Returns whether the job can be retried without being billed twice. */
export function canRetryFreely(job: Job): boolean {
  return job.state === 'failed' && canRetry(job) && !mayBeBilledTwice(job)
}

/** Returns whether the service rejected the request itself: it would reject it again. */
function isRejected({ state, error, retriedAs }: Job): boolean {
  return state === 'failed' && error?.code === 'badRequest' && retriedAs === undefined
}

/** Also for an unconfirmed request; the user then confirms that it may be billed twice. */
function canRetry(job: Job): boolean {
  return needsDecision(job) || (job.state === 'failed' && job.retriedAs === undefined)
}

function canCheckAgain(job: Job): boolean {
  if (job.state === 'unconfirmed') return !isRunning(job)
  if (job.generationId === undefined) return false
  return job.state === 'stopped' || (job.state === 'failed' && job.error !== undefined && NOT_FINAL.has(job.error.code))
}

/** States of a request that the service accepted. It would probably reject the variations of another one. */
const ACCEPTED: ReadonlySet<JobState> = new Set(['queued', 'generating', 'completed', 'stopped'])

/** Failures that checking again can undo. A failure that the service reported is final. */
const NOT_FINAL: ReadonlySet<ErrorCode> = new Set(['generationNotFound', 'generationEnded', 'noVideo'])

function canDownloadAgain({ state, file, nextAt }: Job, isUnplayable: boolean): boolean {
  if (state !== 'completed') return false
  // Also instead of waiting for the next attempt, which may be an hour away.
  const isPending = file.state === 'none' || file.state === 'downloading'
  if (isPending && (nextAt === undefined || file.error !== undefined)) return true
  return ['failed', 'lost', 'deleted'].includes(file.state) || (file.state === 'saved' && isUnplayable)
}
