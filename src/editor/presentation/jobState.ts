import { isRunning, type Job } from '../../core/job/job.ts'
import { SLOW_AFTER_MS } from '../../core/job/pollSchedule.ts'
import { formatBytes } from '../../core/text/format.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { ago, elapsed } from './format.ts'
import type { DisplayLanguage, L10n } from './l10n.ts'

/** What a projection must know besides the job. */
export interface RenderContext extends DisplayLanguage {
  /** Unix milliseconds. */
  readonly now: number
  /** Origin that this window talks to. */
  readonly origin: string
  readonly hasKey: boolean
}

/** Looks without an answer in a row, before a row says so. */
const FAILURES_TOLD = 2

/** The state of a job and its file in a few words, without its age. */
export function stateText(job: Job, around: RenderContext): string {
  const { l10n } = around
  const waiting = isRunning(job) ? waitingText(job, around) : undefined
  if (waiting) return waiting
  switch (job.state) {
    case 'submitting':
      return l10n.t('sending')
    case 'unconfirmed':
      return job.nextAt === undefined ? l10n.t('not found: choose what to do') : l10n.t('looking for it…')
    case 'queued':
    case 'generating':
      return movingText(job, around)
    case 'completed':
      return fileText(job, around)
    case 'failed':
      return job.retriedAs === undefined ? l10n.t('failed') : l10n.t('failed, tried again')
    case 'stopped':
      return l10n.t('no longer watched')
  }
}

/** The state with its age, as a row shows it: `generating · 2m`, `downloading 43%`, `5m ago`. */
export function descriptionOf(job: Job, around: RenderContext): string {
  const { now } = around
  const text = stateText(job, around)
  if (isRunning(job)) return joined(text, elapsed(now - job.createdAt, around.locale))
  const isArriving = job.state === 'completed' && (job.file.state === 'none' || job.file.state === 'downloading')
  if (job.state === 'unconfirmed' || isArriving) return text
  const age = ago(now - (job.finishedAt ?? job.createdAt), around)
  return job.file.state === 'saved' ? age : joined(text, age)
}

/** Whether a job at the service takes longer than such jobs do. */
export function isSlow(job: Job, now: number): boolean {
  const atService = job.state === 'queued' || job.state === 'generating'
  return atService && now - (job.submittedAt ?? job.createdAt) > SLOW_AFTER_MS
}

function waitingText(job: Job, { l10n, origin, hasKey }: RenderContext): string | undefined {
  if (job.apiOrigin !== origin)
    return l10n.t('waiting for {0}', toSingleLine(job.apiOrigin.replace(/^https?:\/\//, '')))
  return hasKey ? undefined : l10n.t('waiting for an API key')
}

function movingText(job: Job, { l10n, now }: RenderContext): string {
  if (job.failures >= FAILURES_TOLD) return l10n.t('no answer, still trying')
  if (isSlow(job, now)) return l10n.t('takes longer than usual')
  return job.state === 'queued' ? l10n.t('queued') : l10n.t('generating')
}

function fileText({ file }: Job, { l10n, locale }: DisplayLanguage): string {
  switch (file.state) {
    case 'none':
      return l10n.t('about to download')
    case 'downloading':
      return downloadText(file, l10n, locale)
    case 'saved':
      return l10n.t('completed')
    case 'failed':
      return l10n.t('download failed')
    case 'lost':
      return l10n.t('video lost')
    case 'deleted':
      return l10n.t('video deleted')
  }
}

function downloadText({ receivedBytes = 0, sizeBytes }: Job['file'], l10n: L10n, locale: string): string {
  if (sizeBytes) return l10n.t('downloading {0}%', Math.min(100, Math.floor((receivedBytes / sizeBytes) * 100)))
  return receivedBytes > 0 ? l10n.t('downloading {0}', formatBytes(receivedBytes, locale)) : l10n.t('downloading')
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}
