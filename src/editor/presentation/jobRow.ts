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

/** Graphemes. The editor cuts the label where the row ends. */
const LABEL_LENGTH = 120

/** A shorter wait for the next attempt to download a file is not shown, in milliseconds. */
const MIN_SHOWN_WAIT_MS = 10_000

/** Failed polls in a row before a row shows it. */
const FAILURES_BEFORE_SHOWN = 2

/** The state comes first, so that it is readable in a narrow view. A saved video needs none besides its icon. */
export function presentRow(job: Job, hasRequest: boolean, context: RenderContext): Row {
  const title = toSingleLine(formatTitle(job, context.l10n), LABEL_LENGTH)
  const { label: state, icon, paused } = presentJob(job, context)
  const shownState = job.file.state === 'saved' ? '' : describeState(job, context)
  const description = join(describeAge(job, context), ...describeAnnotations(job))
  return {
    label: join(shownState, isolate(title)),
    description,
    icon,
    contextValue: contextValue(availableActions(job, { hasRequest }), paused === 'key'),
    ariaLabel: [title, shownState || state, description].filter((part) => part !== '').join(', '),
  }
}

/** The state with its age: `generating · 2m`, `downloading 43%`, `5m ago`. */
export function describeJob(job: Job, context: RenderContext): string {
  const age = describeAge(job, context)
  return job.file.state === 'saved' ? age : join(describeState(job, context), age)
}

/** How long a running job has been running, or how long ago another one ended. Empty while a decision is due. */
function describeAge(job: Job, context: RenderContext): string {
  const { now, locale } = context
  if (isRunning(job)) return elapsed(now - job.createdAt, locale)
  const isDownloading = job.state === 'completed' && (job.file.state === 'none' || job.file.state === 'downloading')
  return job.state === 'unconfirmed' || isDownloading ? '' : ago(now - (job.finishedAt ?? job.createdAt), context)
}

/** For example `★` and `#rain`. */
function describeAnnotations({ annotations: { isFavorite, tags } }: Job): string[] {
  return [isFavorite ? '★' : '', tags.map((tag) => `#${isolate(toSingleLine(tag))}`).join(' ')]
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

/** In the context value of a job that waits for an API key. */
export const NEEDS_KEY = 'needsKey'

/** For example `job;open;remove;`. The `when` clause of a menu item matches `/;open;/`. */
function contextValue(actions: ReadonlySet<JobAction>, needsKey: boolean): string {
  const parts = ['job', ...JOB_ACTIONS.filter((action) => actions.has(action)), ...(needsKey ? [NEEDS_KEY] : [])]
  return parts.map((part) => `${part};`).join('')
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
