import type { CompletionModel } from '../../core/job/completionModel.ts'
import { isRunning, type Job } from '../../core/job/job.ts'
import { formatBytes } from '../../core/text/format.ts'
import { escapeMarkdown, toSingleLine } from '../../core/text/sanitize.ts'
import { untrackedText } from '../presentation/billingText.ts'
import { errorText } from '../presentation/errorText.ts'
import { failureText } from '../presentation/failureText.ts'
import { jobCost } from '../presentation/format.ts'
import { presentJob, type RenderContext } from '../presentation/jobPresentation.ts'
import { isSlow } from '../presentation/jobRow.ts'
import { pollErrorText } from '../presentation/pollErrorText.ts'
import { remainingText } from '../presentation/remainingTime.ts'
import type { SummaryRow } from '../presentation/requestSummary.ts'

export interface TooltipContext extends RenderContext {
  readonly completionModel: CompletionModel | undefined
  /** Origin of the API by default. It is not listed. */
  readonly defaultOrigin: string
}

const MAX_PROMPT_LENGTH = 300
const MAX_REMARK_LENGTH = 600
const MAX_VALUE_LENGTH = 300

/** The tooltip of a job as Markdown. Outside text is escaped. */
export function tooltipOf(job: Job, summary: readonly SummaryRow[], context: TooltipContext): string {
  const facts = [...stateFacts(job, context), ...timeFacts(job, context), ...idFacts(job, context)]
  return [formatPrompt(job), ...formatRemarks(job, context), formatFacts(facts), formatFacts(requestFacts(summary))]
    .filter((part) => part !== '')
    .join('\n\n')
}

type Fact = readonly [name: string, value: string | undefined]

function formatPrompt(job: Job): string {
  const prompt = escapeMarkdown(job.prompt, MAX_PROMPT_LENGTH)
  return prompt === '' ? '' : `**${prompt}**`
}

/** Sentences about a state that needs an explanation. */
function formatRemarks(job: Job, context: RenderContext): string[] {
  const { l10n, now } = context
  const remarks = [jobRemark(job, context)]
  if (job.file.error) remarks.push(errorText(job.file.error, context))
  if (isSlow(job, now)) {
    remarks.push(l10n.t('This is taking longer than usual. The extension keeps checking the status.'))
  }
  return remarks.filter((remark) => remark !== '').map((remark) => escapeMarkdown(remark, MAX_REMARK_LENGTH))
}

function jobRemark(job: Job, context: RenderContext): string {
  const { l10n } = context
  if (job.state === 'failed') return failureText(job, context)
  if (job.state === 'unconfirmed') {
    const unknown = l10n.t(
      'It is unknown whether the service accepted this request. It is not sent again automatically.',
    )
    return `${unknown} ${failureText(job, context)}`
  }
  if (job.state === 'stopped') return untrackedText(job, l10n)
  return isRunning(job) ? pollErrorText(job, context) : ''
}

function stateFacts(job: Job, context: TooltipContext): Fact[] {
  const { l10n, locale } = context
  const { file } = job
  const serviceStatus = isRunning(job) && job.remoteStatus !== job.state ? job.remoteStatus : undefined
  return [
    [l10n.t('State'), presentJob(job, context).label],
    [l10n.t('Estimate'), remainingText(job, context.completionModel, context)],
    [l10n.t('Service status'), serviceStatus],
    [l10n.t('File size'), file.state === 'saved' && file.sizeBytes ? formatBytes(file.sizeBytes, locale) : undefined],
    [l10n.t('Cost'), jobCost(job, l10n)],
  ]
}

function timeFacts(job: Job, { l10n, locale }: TooltipContext): Fact[] {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const time = (at: number | undefined) => (at === undefined ? undefined : format.format(at))
  return [
    [l10n.t('Started'), time(job.createdAt)],
    [l10n.t('Finished'), time(job.finishedAt)],
  ]
}

function idFacts(job: Job, { l10n, defaultOrigin }: TooltipContext): Fact[] {
  return [
    [l10n.t('Generation ID'), job.generationId],
    [l10n.t('Support request ID'), job.supportId],
    [l10n.t('Service'), job.apiOrigin === defaultOrigin ? undefined : job.apiOrigin],
  ]
}

/** Without the prompt, which is the heading. */
function requestFacts(summary: readonly SummaryRow[]): Fact[] {
  return summary.filter(({ name }) => name !== 'prompt').map(({ label, value }) => [label, value])
}

function formatFacts(facts: readonly Fact[]): string {
  return facts
    .filter(([, value]) => value !== undefined && toSingleLine(value) !== '')
    .map(([name, value]) => `${escapeMarkdown(name)}: ${escapeMarkdown(value ?? '', MAX_VALUE_LENGTH)}`)
    .join('  \n')
}
