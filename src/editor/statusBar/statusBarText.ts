import type { Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { videos } from '../presentation/format.ts'
import { titleOf } from '../presentation/jobRow.ts'
import { descriptionOf, type RenderContext } from '../presentation/jobState.ts'

/** Jobs named in the tooltip; the view lists them all. */
const NAMED = 8

export interface StatusBarText {
  readonly text: string
  readonly tooltip: string
  /** What a screen reader says instead of the icon. */
  readonly spoken: string
}

/** What the status bar says of the running jobs; undefined while none runs. */
export function statusBarText(running: readonly Job[], around: RenderContext): StatusBarText | undefined {
  if (running.length === 0) return undefined
  const { l10n } = around
  const count = videos(running.length, l10n)
  const lines = running
    .slice(0, NAMED)
    .map((job) => `${toSingleLine(titleOf(job, l10n), 60)} — ${descriptionOf(job, around)}`)
  const hidden = running.length - lines.length
  if (hidden > 0) lines.push(l10n.t('and {0} more', hidden))
  return { text: `$(sync~spin) ${count}`, tooltip: lines.join('\n'), spoken: l10n.t('Generating {0}', count) }
}
