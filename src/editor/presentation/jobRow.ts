import { availableActions, JOB_ACTIONS, type JobAction } from '../../core/job/actions.ts'
import { isRunning, type Job } from '../../core/job/job.ts'
import { SLOW_AFTER_MS } from '../../core/job/pollSchedule.ts'
import { formatBytes, formatDuration } from '../../core/text/format.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { ago, elapsed } from './format.ts'
import { type Icon, presentJob, type RenderContext } from './jobPresentation.ts'
import { pollProblemLabel } from './pollProblemLabel.ts'
import { formatTitle } from './title.ts'

/** A row of the Generations view, without types of the editor. */
export interface Row {
  readonly label: string
  readonly description: string
  readonly icon: Icon
  readonly contextValue: string
  /** What a screen reader reads: the title, the state that the icon shows, and the description. */
  readonly ariaLabel: string
}

/**
 * Graphemes of the label. The editor truncates label and description as one line, so a long label hides the description.
 * At the side bar's default width, this length leaves room for the state and its age.
 */
const LABEL_LENGTH = 24
/** For a completed job, where the whole prompt is more useful than the description. */
const COMPLETED_LABEL_LENGTH = 120

/** A shorter wait for the next attempt to download a file is not shown, in milliseconds. */
const MIN_SHOWN_WAIT_MS = 10_000

/** Failed polls in a row before a row shows it. */
const FAILURES_BEFORE_SHOWN = 2

export function presentRow(job: Job, hasRequest: boolean, context: RenderContext): Row {
  const title = formatTitle(job, context.l10n)
  const description = describeJob(job, context)
  const { label: state, icon } = presentJob(job, context)
  const isCompleted = job.state === 'completed' && job.file.state === 'saved'
  return {
    label: isolate(toSingleLine(title, isCompleted ? COMPLETED_LABEL_LENGTH : LABEL_LENGTH)),
    description,
    icon,
    contextValue: contextValue(availableActions(job, { hasRequest })),
    ariaLabel: [title, ...(description.startsWith(state) ? [] : [state]), description].join(', '),
  }
}

/** The state with its age: `generating · 2m`, `downloading 43%`, `5m ago`. */
export function describeJob(job: Job, context: RenderContext): string {
  const { now, locale } = context
  const text = describeState(job, context)
  if (isRunning(job)) return join(text, elapsed(now - job.createdAt, locale))
  const isDownloading = job.state === 'completed' && (job.file.state === 'none' || job.file.state === 'downloading')
  if (job.state === 'unconfirmed' || isDownloading) return text
  const age = ago(now - (job.finishedAt ?? job.createdAt), context)
  return job.file.state === 'saved' ? age : join(text, age)
}

/** Whether the service takes longer than usual. */
export function isSlow(job: Job, now: number): boolean {
  return isAtService(job) && now - (job.submittedAt ?? job.createdAt) > SLOW_AFTER_MS
}

/** The label of the state, or what is more important than it; a download with its progress. */
function describeState(job: Job, context: RenderContext): string {
  const { l10n, now } = context
  const { label, paused } = presentJob(job, context)
  if (paused !== undefined) return label
  if (isAtService(job) && job.failures + job.misses >= FAILURES_BEFORE_SHOWN) return pollProblemLabel(job, l10n)
  if (isSlow(job, now)) return l10n.t('taking longer than usual')
  const waitMs = downloadWaitMs(job, now)
  if (waitMs >= MIN_SHOWN_WAIT_MS) {
    return l10n.t('download pending, next attempt in {0}', formatDuration(waitMs, context.locale, 'narrow'))
  }
  return job.file.state === 'downloading' ? `${label} ${downloadProgress(job, context)}`.trim() : label
}

/** Milliseconds until the next attempt of a download that has failed before; 0 if there is none. */
function downloadWaitMs({ state, file, nextAt }: Job, now: number): number {
  const isPending = state === 'completed' && (file.state === 'none' || file.state === 'downloading')
  return isPending && file.error !== undefined && nextAt !== undefined ? Math.max(0, nextAt - now) : 0
}

function isAtService({ state }: Job): boolean {
  return state === 'queued' || state === 'generating'
}

/** For example `43%`, or `3.2 MB` if the total size is unknown. Empty before the first byte. */
function downloadProgress({ file }: Job, { locale }: RenderContext): string {
  const { receivedBytes = 0, sizeBytes } = file
  if (sizeBytes) return `${Math.min(100, Math.floor((receivedBytes / sizeBytes) * 100))}%`
  return receivedBytes > 0 ? formatBytes(receivedBytes, locale) : ''
}

/** For example `job;open;remove;`. The `when` clause of a menu item matches `/;open;/`. */
function contextValue(actions: ReadonlySet<JobAction>): string {
  return `job;${JOB_ACTIONS.filter((action) => actions.has(action))
    .map((action) => `${action};`)
    .join('')}`
}

/** Isolates right-to-left text: otherwise the age that follows is drawn in the middle of it. */
function isolate(text: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text)
    ? `\u2068${text}\u2069`
    : text
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}
