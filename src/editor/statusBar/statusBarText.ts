import type { Balance } from '../../api/client.ts'
import type { Job } from '../../core/job/job.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import { balanceText } from '../presentation/balanceText.ts'
import { videos } from '../presentation/format.ts'
import { presentJob, type RenderContext } from '../presentation/jobPresentation.ts'
import { describeJob } from '../presentation/jobRow.ts'
import { formatTitle } from '../presentation/title.ts'

/** Jobs that the tooltip lists; the Generations view shows all of them. */
const MAX_LISTED = 8

export interface StatusBarText {
  readonly text: string
  readonly tooltip: string
  /** What a screen reader reads: the text without the icon. */
  readonly ariaLabel: string
  /** Whether the jobs wait for an API key, and a click is to ask for it. */
  readonly needsKey?: boolean
}

/** The status bar item for the running jobs; undefined if no job is running. */
export function statusBarText(
  running: readonly Job[],
  context: RenderContext,
  balance: Balance | undefined,
): StatusBarText | undefined {
  if (running.length === 0) return undefined
  const { l10n } = context
  const count = videos(running.length, l10n)
  const lines = running
    .slice(0, MAX_LISTED)
    .map((job) => `${toSingleLine(formatTitle(job, l10n), 60)} — ${describeJob(job, context)}`)
  const hidden = running.length - lines.length
  if (hidden > 0) lines.push(l10n.t('and {0} more', hidden))
  if (balance) lines.push('', balanceText(balance, context))
  const tooltip = lines.join('\n')
  const paused = new Set(running.map((job) => presentJob(job, context).paused))
  if (paused.has(undefined))
    return { text: `$(sync~spin) ${count}`, tooltip, ariaLabel: l10n.t('Generating {0}', count) }
  const ariaLabel = l10n.t('{0}, paused', count)
  return { text: `$(debug-pause) ${count}`, tooltip, ariaLabel, needsKey: paused.has('key') }
}
