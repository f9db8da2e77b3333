import { isRunning, type Job } from '../../core/job/job.ts'
import type { SummaryRow } from '../../core/model/summary.ts'
import { cost, size } from '../presentation/format.ts'
import { escapedText, plainText } from '../../core/text/sanitize.ts'
import { isSlow, type Surroundings, stateText } from '../presentation/jobState.ts'

export interface TooltipSurroundings extends Surroundings {
  /** Language tag for dates. */
  readonly locale: string
  /** Where the API is when nobody changed a setting: not worth a line. */
  readonly defaultOrigin: string
}

const PROMPT_LENGTH = 300
const MESSAGE_LENGTH = 300

/** A job's tooltip as Markdown. Nothing from outside comes through as markup. */
export function tooltipOf(job: Job, summary: readonly SummaryRow[], around: TooltipSurroundings): string {
  const facts = [...stateFacts(job, around), ...timeFacts(job, around), ...idFacts(job, around)]
  return [promptOf(job), ...remarksOf(job, around), factList(facts), factList(requestFacts(summary))]
    .filter((part) => part !== '')
    .join('\n\n')
}

type Fact = readonly [name: string, value: string | undefined]

function promptOf(job: Job): string {
  const prompt = escapedText(job.prompt, PROMPT_LENGTH)
  return prompt === '' ? '' : `**${prompt}**`
}

/** Sentences that explain a state that one cannot leave alone. */
function remarksOf(job: Job, { l10n, now }: Surroundings): string[] {
  // Of an error of its own the service says the name as well; the names of ours are for the program.
  const named = job.remoteStatus === 'error' && job.error ? `${job.error.name}: ${job.error.message}` : undefined
  const remarks = [named ?? job.error?.message, job.file.error?.message]
    .filter((remark) => remark !== undefined)
    .map((remark) => escapedText(remark, MESSAGE_LENGTH))
  if (job.state === 'unconfirmed') {
    remarks.push(l10n.t('It is not known whether the service took this request. It is not sent again by itself.'))
  }
  if (job.state === 'stopped') remarks.push(l10n.t('The service may still make and bill this video.'))
  if (isSlow(job, now)) remarks.push(l10n.t('This takes longer than usual; it is looked at once a minute.'))
  return remarks
}

function stateFacts(job: Job, around: TooltipSurroundings): Fact[] {
  const { l10n } = around
  const service = job.remoteStatus === job.state ? undefined : job.remoteStatus
  return [
    [l10n.t('State'), stateText(job, around)],
    [l10n.t('Service’s status'), isRunning(job) ? service : undefined],
    [l10n.t('Video'), job.file.state === 'saved' && job.file.sizeBytes ? size(job.file.sizeBytes) : undefined],
    [l10n.t('Cost'), job.creditsUsed === undefined ? undefined : cost(job.creditsUsed, l10n)],
  ]
}

function timeFacts(job: Job, { l10n, locale }: TooltipSurroundings): Fact[] {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const time = (at: number | undefined) => (at === undefined ? undefined : format.format(at))
  return [
    [l10n.t('Started'), time(job.createdAt)],
    [l10n.t('Finished'), time(job.finishedAt)],
  ]
}

function idFacts(job: Job, { l10n, defaultOrigin }: TooltipSurroundings): Fact[] {
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
    .filter(([, value]) => value !== undefined && plainText(value) !== '')
    .map(([name, value]) => `${escapedText(name)}: ${escapedText(value ?? '', MESSAGE_LENGTH)}`)
    .join('  \n')
}
