import type { Job } from '../../core/job/job.ts'
import type { PreviewRow, PreviewView } from '../../protocol/preview.ts'
import { estimateDifference } from '../presentation/estimateDifference.ts'
import { jobCost } from '../presentation/format.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import { usdRange } from '../presentation/priceText.ts'
import { summarizeRequest } from '../presentation/requestSummary.ts'
import { presentAction } from './actions.ts'
import { factRows } from './factRows.ts'
import { truncate } from './notice.ts'
import type { PreviewInput } from './previewInput.ts'

const MAX_LABEL_LENGTH = 500
const MAX_VALUE_LENGTH = 2_000
const MAX_PARAMETERS = 100

/** The tables beside the video: the parameters of the request, and the details of the generation. */
export function sectionsOf(input: PreviewInput, language: DisplayLanguage): PreviewView['sections'] {
  const { l10n } = language
  const showRequest = input.request ? { action: presentAction('showRequest', l10n) } : {}
  return [
    { title: l10n.t('Parameters'), rows: parameterRows(input, language), ...showRequest },
    ...fileSection(input, language),
    { title: l10n.t('Generation'), rows: [...attemptRows(input, l10n), ...generationRows(input.job, language)] },
  ]
}

/** The parameters that were set, except for the prompt. A `data:` URI is shown as its type and size. */
function parameterRows({ job, request }: PreviewInput, language: DisplayLanguage): PreviewRow[] {
  return summarizeRequest(request ?? { model: job.model, values: {} }, language, MAX_VALUE_LENGTH)
    .filter((row) => row.name !== 'prompt')
    .slice(0, MAX_PARAMETERS)
    .map((row) => ({
      label: truncate(row.label, MAX_LABEL_LENGTH),
      value: { kind: 'text', text: truncate(row.value, MAX_VALUE_LENGTH) },
    }))
}

/** The facts of the saved file. What differs from the request is marked. */
function fileSection({ info, request }: PreviewInput, language: DisplayLanguage): PreviewView['sections'] {
  return info ? [{ title: language.l10n.t('File'), rows: factRows(info, request?.values, language) }] : []
}

/** For a job that retried another one: which attempt it is. */
function attemptRows({ job, hasPreviousAttempt }: PreviewInput, l10n: L10n): PreviewRow[] {
  const count = job.previousAttempts.length
  if (count === 0) return []
  const action = hasPreviousAttempt ? { action: presentAction('showPreviousAttempt', l10n) } : {}
  return text(l10n.t('Attempt'), String(count + 1)).map((row) => ({ ...row, ...action }))
}

function generationRows(job: Job, { l10n, locale }: DisplayLanguage): PreviewRow[] {
  return [
    time(l10n.t('Started'), job.createdAt),
    time(l10n.t('Accepted'), job.submittedAt),
    time(l10n.t('Finished'), job.finishedAt),
    text(l10n.t('Service status'), job.remoteStatus),
    text(l10n.t('Cost'), jobCost(job, l10n)),
    text(l10n.t('Estimate'), job.estimate && usdRange(job.estimate, { l10n, locale })),
    text(l10n.t('Difference'), estimateDifference(job, { l10n, locale })),
    code(l10n.t('Error'), job.state === 'failed' ? job.error?.service?.name : undefined),
    ...code(l10n.t('Generation ID'), job.generationId).map((row) => ({
      ...row,
      action: presentAction('copyGenerationId', l10n),
    })),
    code(l10n.t('Support request ID'), job.supportId),
    code(l10n.t('Client request ID'), job.clientRequestId),
    text(l10n.t('Service'), job.apiOrigin.replace(/^https:\/\//, '')),
  ].flat()
}

function text(label: string, value: string | undefined): PreviewRow[] {
  return value ? [{ label, value: { kind: 'text', text: truncate(value, MAX_VALUE_LENGTH) } }] : []
}

function code(label: string, value: string | undefined): PreviewRow[] {
  return value ? [{ label, value: { kind: 'code', text: truncate(value, MAX_VALUE_LENGTH) } }] : []
}

function time(label: string, at: number | undefined): PreviewRow[] {
  return at === undefined ? [] : [{ label, value: { kind: 'time', at } }]
}
