import { availableActions, mayBeBilledTwice } from '../../core/job/actions.ts'
import { isRunning, type Job } from '../../core/job/job.ts'
import { SLOW_AFTER_MS } from '../../core/job/pollSchedule.ts'
import { toSingleLine } from '../../core/text/sanitize.ts'
import type { PreviewMainArea } from '../../protocol/preview.ts'
import { untrackedText } from '../presentation/billingText.ts'
import { errorText } from '../presentation/errorText.ts'
import type { JobPresentation, PauseReason } from '../presentation/jobPresentation.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import { pollErrorText } from '../presentation/pollErrorText.ts'
import { completedArea } from './completedArea.ts'
import { failureParagraph, MAX_DETAIL_LENGTH, notice, truncate } from './notice.ts'
import type { PreviewInput } from './previewInput.ts'

/** The main area of the page: the video, the progress, or a notice that explains why there is no video. */
export function mainAreaOf(
  input: PreviewInput,
  presentation: JobPresentation,
  language: DisplayLanguage,
): PreviewMainArea {
  const { l10n } = language
  const { job } = input
  const { paused } = presentation
  switch (job.state) {
    case 'submitting':
      return progress(job, l10n.t('Sending the request…'), l10n.t('Waiting for the service to respond.'), l10n)
    case 'unconfirmed':
      if (paused !== undefined) return pausedArea(job, paused, l10n)
      return isRunning(job) ? confirmingArea(job, language) : unconfirmedArea(input, presentation, language)
    case 'queued':
    case 'generating':
      return paused === undefined ? generatingArea(input, language) : pausedArea(job, paused, l10n)
    case 'completed':
      return completedArea(input, presentation, language)
    case 'failed':
      return failedArea(input, presentation, language)
    case 'stopped':
      return notice(presentation, l10n.t('Not tracked'), [
        untrackedText(job, l10n),
        l10n.t('Check Again gets the status from the service, and downloads the video if there is one.'),
      ])
  }
}

function pausedArea(job: Job, paused: PauseReason, l10n: L10n): PreviewMainArea {
  const detail =
    paused === 'key'
      ? l10n.t('To check the status, set an API key.')
      : l10n.t(
          'This generation was sent to {0}, but this window is connected to another service.',
          truncate(job.apiOrigin, 200),
        )
  const slow = { afterMs: SLOW_AFTER_MS, text: l10n.t('This is taking longer than usual.') }
  return { ...progress(job, l10n.t('Paused'), detail, l10n), isPaused: true, slow }
}

function generatingArea({ job, expectedDurationMs }: PreviewInput, language: DisplayLanguage): PreviewMainArea {
  const { l10n } = language
  const title = job.state === 'queued' ? l10n.t('Waiting in the queue…') : l10n.t('Generating…')
  const area = progress(job, title, generatingDetail(job, language), l10n)
  if (expectedDurationMs === undefined) return area
  return { ...area, expected: { durationMs: expectedDurationMs, template: l10n.t('About {0} left', '{0}') } }
}

function generatingDetail(job: Job, language: DisplayLanguage): string {
  if (job.error === undefined) {
    return language.l10n.t('The video appears here when it is ready. You can close this tab.')
  }
  return toSingleLine(pollErrorText(job, language), MAX_DETAIL_LENGTH)
}

function confirmingArea(job: Job, language: DisplayLanguage): PreviewMainArea {
  const { l10n } = language
  const reason = job.error === undefined ? '' : errorText(job.error, language)
  const sentence = l10n.t(
    'It is unknown whether the service accepted the request. Searching the account logs for the generation.',
  )
  const detail = `${toSingleLine(reason, MAX_DETAIL_LENGTH - sentence.length)} ${sentence}`.trim()
  return progress(job, l10n.t('Confirming with the service…'), detail, l10n)
}

function unconfirmedArea(
  { job, request }: PreviewInput,
  presentation: JobPresentation,
  language: DisplayLanguage,
): PreviewMainArea {
  const { l10n } = language
  return notice(presentation, l10n.t('This generation is unconfirmed'), [
    l10n.t('It is unknown whether the service accepted the request. The account logs do not list the generation yet.'),
    failureParagraph(job, language),
    job.retriedAs === undefined
      ? decisionText(job, request !== undefined, l10n)
      : l10n.t('This generation was retried. If the service accepted this request too, its video appears here.'),
  ])
}

function decisionText(job: Job, hasRequest: boolean, l10n: L10n): string {
  return mayBeBilledTwice(job) && hasRequest
    ? l10n.t('Check Again searches the account logs again and is free. Retry may be billed a second time.')
    : l10n.t('Check Again searches the account logs again.')
}

function failedArea(
  { job, request }: PreviewInput,
  presentation: JobPresentation,
  language: DisplayLanguage,
): PreviewMainArea {
  const { l10n } = language
  const actions = availableActions(job, { hasRequest: request !== undefined })
  const retry = actions.has('changeAndGenerateAgain')
    ? l10n.t('Retry sends the same request again. To change it first, select Change and Generate Again.')
    : l10n.t('Retry sends the same request again. To change it first, select Generate Again with Changes.')
  const next = job.retriedAs ? [l10n.t('This generation was retried.')] : request ? [retry] : []
  return notice(presentation, l10n.t('Generation failed'), [
    failureParagraph(job, language),
    ...(actions.has('checkAgain') ? [l10n.t('Check Again gets the status from the service and is free.')] : []),
    ...next,
  ])
}

function progress(job: Job, title: string, detail: string, l10n: L10n): Extract<PreviewMainArea, { kind: 'progress' }> {
  return {
    kind: 'progress',
    isPaused: false,
    title,
    detail,
    elapsed: { since: job.createdAt, template: l10n.t('Started {0} ago', '{0}') },
    slow: {
      afterMs: SLOW_AFTER_MS,
      text: l10n.t('This is taking longer than usual. The extension keeps checking the status.'),
    },
  }
}
