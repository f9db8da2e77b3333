import type { CompletionModel } from '../../core/job/completionModel.ts'
import type { Job } from '../../core/job/job.ts'
import { formatEstimate } from '../../core/text/format.ts'
import type { RenderContext } from './jobPresentation.ts'

/** Returns how long a generation is expected to take in all, in milliseconds; undefined if it is not known. */
export function expectedDurationMs(job: Job, model: CompletionModel | undefined, now: number): number | undefined {
  if (model === undefined || (job.state !== 'queued' && job.state !== 'generating')) return undefined
  const ageMs = Math.max(0, now - job.createdAt)
  return ageMs + model.remainingMs(ageMs)
}

/** The expected remaining time, for example `About 2 min left`. Returns undefined if it is not known. */
export function remainingText(
  job: Job,
  model: CompletionModel | undefined,
  { l10n, locale, now }: Pick<RenderContext, 'l10n' | 'locale' | 'now'>,
): string | undefined {
  const durationMs = expectedDurationMs(job, model, now)
  if (durationMs === undefined) return undefined
  const remainingMs = job.createdAt + durationMs - now
  return l10n.t('About {0} left', formatEstimate(remainingMs, locale))
}
