import { isRunning, type Job, needsDecision } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { DisplayLanguage, L10n } from './l10n.ts'

/** What the presentation of a job depends on, besides the job. */
export interface RenderContext extends DisplayLanguage {
  /** Unix milliseconds. */
  readonly now: number
  /** Origin of the service that this window is connected to. */
  readonly origin: string
  readonly hasKey: boolean
}

/** A codicon and, if its color is not the default, a theme color. */
export interface Icon {
  readonly id: string
  readonly color?: string
}

/** What a color expresses: work in progress, success, something to look at, failure, or nothing in particular. */
export type Tone = 'running' | 'success' | 'warning' | 'error' | 'muted'

/** Why a running job is paused in this window. */
export type PauseReason = 'key' | 'otherService'

/** How every surface shows the state of a job and its file. */
export interface JobPresentation {
  /** The state in a few words, in lower case: `generating`, `video lost`. Free of control characters. */
  readonly label: string
  readonly icon: Icon
  readonly tone: Tone
  /** Why the job is paused; undefined if it is not. */
  readonly paused: PauseReason | undefined
}

/** Returns how to show the state of a job and its file. */
export function presentJob(job: Job, context: Omit<RenderContext, 'now' | 'locale'>): JobPresentation {
  const paused = pauseReason(job, context)
  if (paused !== undefined) {
    return { label: pausedLabel(job, paused, context.l10n), icon: { id: 'debug-pause' }, tone: 'muted', paused }
  }
  return { ...presentState(job, context.l10n), paused }
}

/** The text with its first letter in upper case, for a label that stands alone. `locale` is a language tag. */
export function capitalize(text: string, locale: string): string {
  const [first = '', ...rest] = text
  return first.toLocaleUpperCase(locale) + rest.join('')
}

/** A job is polled only by a window that is connected to its service, with a key. */
function pauseReason(job: Job, context: Pick<RenderContext, 'origin' | 'hasKey'>): PauseReason | undefined {
  if (!isRunning(job)) return undefined
  if (job.apiOrigin !== context.origin) return 'otherService'
  return context.hasKey ? undefined : 'key'
}

function pausedLabel(job: Job, reason: PauseReason, l10n: L10n): string {
  if (reason === 'key') return l10n.t('waiting for an API key')
  return l10n.t('waiting for {0}', toSingleLine(job.apiOrigin.replace(/^https?:\/\//, '')))
}

type StatePresentation = Omit<JobPresentation, 'paused'>

const SPINNER = 'loading'
const WARNING = 'list.warningForeground'

function presentState(job: Job, l10n: L10n): StatePresentation {
  switch (job.state) {
    case 'submitting':
      return { label: l10n.t('sending'), icon: { id: SPINNER }, tone: 'running' }
    case 'unconfirmed':
      return presentUnconfirmed(job, l10n)
    case 'queued':
      return { label: l10n.t('queued'), icon: { id: 'clock' }, tone: 'running' }
    case 'generating':
      return { label: l10n.t('generating'), icon: { id: SPINNER }, tone: 'running' }
    case 'completed':
      return presentFile(job, l10n)
    case 'failed':
      return {
        label: job.retriedAs === undefined ? l10n.t('failed') : l10n.t('failed, retried'),
        icon: { id: 'error', color: 'list.errorForeground' },
        tone: 'error',
      }
    case 'stopped':
      return { label: l10n.t('not tracked'), icon: { id: 'circle-slash' }, tone: 'muted' }
  }
}

function presentUnconfirmed(job: Job, l10n: L10n): StatePresentation {
  if (isRunning(job)) {
    return { label: l10n.t('confirming with service'), icon: { id: SPINNER, color: WARNING }, tone: 'running' }
  }
  const icon = { id: 'warning', color: WARNING }
  return needsDecision(job)
    ? { label: l10n.t('unconfirmed: needs your decision'), icon, tone: 'warning' }
    : { label: l10n.t('unconfirmed, retried'), icon, tone: 'muted' }
}

function presentFile({ file }: Job, l10n: L10n): StatePresentation {
  switch (file.state) {
    case 'none':
      return { label: l10n.t('download pending'), icon: { id: 'cloud-download' }, tone: 'running' }
    case 'downloading':
      return { label: l10n.t('downloading'), icon: { id: 'cloud-download' }, tone: 'running' }
    case 'saved':
      return { label: l10n.t('completed'), icon: { id: 'check', color: 'charts.green' }, tone: 'success' }
    case 'failed':
      return { label: l10n.t('download failed'), icon: { id: 'warning', color: WARNING }, tone: 'warning' }
    case 'lost':
      return { label: l10n.t('video lost'), icon: { id: 'warning', color: WARNING }, tone: 'warning' }
    case 'deleted':
      return { label: l10n.t('video deleted'), icon: { id: 'check', color: 'disabledForeground' }, tone: 'muted' }
  }
}
