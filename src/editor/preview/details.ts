import type { Job } from '../../core/job/job.ts'
import { describeRequest } from '../../core/model/summary.ts'
import { formatBytes } from '../../core/text/format.ts'
import type { PreviewRow, PreviewView } from '../../protocol/preview.ts'
import { cost } from '../presentation/format.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import type { PreviewInput } from './previewInput.ts'

const LONGEST_VALUE = 2_000

/** The tables beside the video: what was asked for, and what became of it. */
export function sectionsOf(input: PreviewInput, { l10n, locale }: DisplayLanguage): PreviewView['sections'] {
  const showRequest = input.request
    ? { action: { id: 'showRequest' as const, label: l10n.t('Show Request'), icon: 'json' } }
    : {}
  return [
    { title: l10n.t('Parameters'), rows: parameterRows(input, locale), ...showRequest },
    { title: l10n.t('Generation'), rows: generationRows(input.job, l10n, locale) },
  ]
}

/** Only what was set, as it was sent; a `data:` URI as its type and size. The prompt has its own place. */
function parameterRows({ job, request }: PreviewInput, locale: string): PreviewRow[] {
  return describeRequest(request ?? { model: job.model, values: {} }, locale, LONGEST_VALUE)
    .filter((row) => row.name !== 'prompt')
    .slice(0, 100)
    .map((row) => ({
      label: bounded(row.label, 500),
      value: { kind: 'text', text: bounded(row.value, LONGEST_VALUE) },
    }))
}

function generationRows(job: Job, l10n: L10n, locale: string): PreviewRow[] {
  const { file } = job
  return [
    time(l10n.t('Started'), job.createdAt),
    time(l10n.t('Accepted'), job.submittedAt),
    time(l10n.t('Finished'), job.finishedAt),
    text(l10n.t('Service’s status'), job.remoteStatus),
    text(l10n.t('Cost'), job.creditsUsed === undefined ? undefined : cost(job.creditsUsed, l10n)),
    text(
      l10n.t('File'),
      file.state === 'saved' && file.sizeBytes !== undefined ? formatBytes(file.sizeBytes, locale) : undefined,
    ),
    code(l10n.t('Error'), job.state === 'failed' ? job.error?.service?.name : undefined),
    ...code(l10n.t('Generation ID'), job.generationId).map((row) => ({
      ...row,
      action: { id: 'copyGenerationId' as const, label: l10n.t('Copy Generation ID'), icon: 'copy' },
    })),
    code(l10n.t('Request ID for support'), job.supportId),
    code(l10n.t('Client request ID'), job.clientRequestId),
    text(l10n.t('Service'), job.apiOrigin.replace(/^https:\/\//, '')),
  ].flat()
}

function text(label: string, value: string | undefined): PreviewRow[] {
  return value ? [{ label, value: { kind: 'text', text: bounded(value, LONGEST_VALUE) } }] : []
}

function code(label: string, value: string | undefined): PreviewRow[] {
  return value ? [{ label, value: { kind: 'code', text: bounded(value, LONGEST_VALUE) } }] : []
}

function time(label: string, at: number | undefined): PreviewRow[] {
  return at === undefined ? [] : [{ label, value: { kind: 'time', at } }]
}

function bounded(value: string, length: number): string {
  return value.length > length ? `${value.slice(0, length - 1)}…` : value
}
