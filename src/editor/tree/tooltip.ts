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
import { formatSetting } from '../presentation/title.ts'

export interface TooltipContext extends RenderContext {
  readonly completionModel: CompletionModel | undefined
  /** Origin of the API by default. It is not listed. */
  readonly defaultOrigin: string
}

const MAX_PROMPT_LENGTH = 160
const MAX_NOTE_LENGTH = 300
const MAX_REMARK_LENGTH = 300
const MAX_FACT_LENGTH = 60
const MAX_SETTINGS = 6
/** In pixels. The tooltip must not cover the list. */
const THUMBNAIL_HEIGHT = 120

/**
 * The tooltip of a job as Markdown: what does not fit in the row. The preview shows the rest. Outside text is escaped.
 * `thumbnail` is a JPEG file in base64.
 */
export function tooltipOf(job: Job, context: TooltipContext, thumbnail?: string): string {
  const { note } = job.annotations
  return [
    thumbnail === undefined ? '' : `![](data:image/jpeg;base64,${thumbnail}|height=${THUMBNAIL_HEIGHT})`,
    ...formatHeading(job),
    note === undefined ? '' : `*${escapeMarkdown(note, MAX_NOTE_LENGTH)}*`,
    ...formatRemarks(job, context),
    [formatFacts(stateFacts(job, context)), formatFacts(requestFacts(job, context))].filter(isText).join('  \n'),
  ]
    .filter(isText)
    .join('\n\n')
}

/** The name and the prompt. */
function formatHeading({ annotations: { name = '' }, prompt }: Job): string[] {
  const texts = [name, prompt].map((text) => escapeMarkdown(text, MAX_PROMPT_LENGTH)).filter(isText)
  return texts.map((text, index) => (index === 0 ? `**${text}**` : text))
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

function stateFacts(job: Job, context: TooltipContext): (string | undefined)[] {
  const { l10n, locale, defaultOrigin } = context
  const { file, apiOrigin } = job
  const hasOtherStatus = isRunning(job) && job.remoteStatus !== undefined && job.remoteStatus !== job.state
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return [
    presentJob(job, context).label,
    remainingText(job, context.completionModel, context),
    hasOtherStatus ? l10n.t('service status: {0}', toSingleLine(job.remoteStatus ?? '', MAX_FACT_LENGTH)) : undefined,
    file.state === 'saved' && file.sizeBytes ? formatBytes(file.sizeBytes, locale) : undefined,
    jobCost(job, l10n),
    format.format(job.createdAt),
    apiOrigin === defaultOrigin ? undefined : apiOrigin,
  ]
}

/** The tags and the first settings. */
function requestFacts({ annotations, settings }: Job, { l10n }: RenderContext): string[] {
  const all = Object.entries(settings).map(([name, value]) => formatSetting(name, value, l10n))
  return [...annotations.tags.map((tag) => `#${tag}`), ...all.slice(0, MAX_SETTINGS)]
}

function formatFacts(facts: readonly (string | undefined)[]): string {
  return facts
    .map((fact) => escapeMarkdown(fact ?? '', MAX_FACT_LENGTH))
    .filter(isText)
    .join(' · ')
}

function isText(text: string): boolean {
  return text !== ''
}
