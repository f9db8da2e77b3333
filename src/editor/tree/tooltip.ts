import { isRunning, type Job } from '../../core/job/job.ts'
import { formatBytes } from '../../core/text/format.ts'
import { escapeMarkdown, toSingleLine } from '../../core/text/sanitize.ts'
import { errorText } from '../presentation/errorText.ts'
import { cost } from '../presentation/format.ts'
import { presentJob, type RenderContext } from '../presentation/jobPresentation.ts'
import { isSlow } from '../presentation/jobRow.ts'
import type { SummaryRow } from '../presentation/requestSummary.ts'

export interface TooltipContext extends RenderContext {
  /** Where the API is when nobody changed a setting: not worth a line. */
  readonly defaultOrigin: string
}

const PROMPT_LENGTH = 300
const MESSAGE_LENGTH = 300

/** A job's tooltip as Markdown. Nothing from outside comes through as markup. */
export function tooltipOf(job: Job, summary: readonly SummaryRow[], around: TooltipContext): string {
  const facts = [...stateFacts(job, around), ...timeFacts(job, around), ...idFacts(job, around)]
  return [promptOf(job), ...remarksOf(job, around), factList(facts), factList(requestFacts(summary))]
    .filter((part) => part !== '')
    .join('\n\n')
}

type Fact = readonly [name: string, value: string | undefined]

function promptOf(job: Job): string {
  const prompt = escapeMarkdown(job.prompt, PROMPT_LENGTH)
  return prompt === '' ? '' : `**${prompt}**`
}

/** Sentences that explain a state that one cannot leave alone. */
function remarksOf(job: Job, { l10n, now }: RenderContext): string[] {
  const remarks = [job.error, job.file.error]
    .filter((error) => error !== undefined)
    .map((error) => escapeMarkdown(errorText(error, l10n), MESSAGE_LENGTH))
  if (job.state === 'unconfirmed') {
    remarks.push(l10n.t('It is not known whether the service took this request. It is not sent again by itself.'))
  }
  if (job.state === 'stopped') remarks.push(l10n.t('The service may still make and bill this video.'))
  if (isSlow(job, now)) remarks.push(l10n.t('This takes longer than usual; it is looked at once a minute.'))
  return remarks
}

function stateFacts(job: Job, around: TooltipContext): Fact[] {
  const { l10n, locale } = around
  const { file } = job
  const service = job.remoteStatus === job.state ? undefined : job.remoteStatus
  return [
    [l10n.t('State'), presentJob(job, around).label],
    [l10n.t('Service’s status'), isRunning(job) ? service : undefined],
    [l10n.t('Video'), file.state === 'saved' && file.sizeBytes ? formatBytes(file.sizeBytes, locale) : undefined],
    [l10n.t('Cost'), job.creditsUsed === undefined ? undefined : cost(job.creditsUsed, l10n)],
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
    [l10n.t('Request ID for support'), job.supportId],
    [l10n.t('Service'), job.apiOrigin === defaultOrigin ? undefined : job.apiOrigin],
  ]
}

/** The prompt is the headline already. */
function requestFacts(summary: readonly SummaryRow[]): Fact[] {
  return summary.filter(({ name }) => name !== 'prompt').map(({ label, value }) => [label, value])
}

function factList(facts: readonly Fact[]): string {
  return facts
    .filter(([, value]) => value !== undefined && toSingleLine(value) !== '')
    .map(([name, value]) => `${escapeMarkdown(name)}: ${escapeMarkdown(value ?? '', MESSAGE_LENGTH)}`)
    .join('  \n')
}
