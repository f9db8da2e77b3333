import { billingStatusOf } from '../../core/job/billing.ts'
import { isRunning, type Job } from '../../core/job/job.ts'
import { SLOW_AFTER_MS } from '../../core/job/pollSchedule.ts'
import type { PreviewStage } from '../../protocol/preview.ts'
import { errorText } from '../presentation/errorText.ts'
import type { L10n } from '../presentation/l10n.ts'
import type { PreviewInput } from './previewInput.ts'
import { videoSource } from './videoSource.ts'

const WIDE = 16 / 9

/** The large part of the page: the video, or what there is instead of it. */
export function stageOf(input: PreviewInput, l10n: L10n): PreviewStage {
  const { job } = input
  switch (job.state) {
    case 'submitting':
      return progress(job, l10n.t('Sending the request…'), l10n.t('The service has not answered yet.'), l10n)
    case 'unconfirmed':
      return isRunning(job) ? searching(job, l10n) : unconfirmed(job, l10n)
    case 'queued':
    case 'generating':
      return looking(input, l10n)
    case 'completed':
      return completed(input, l10n)
    case 'failed':
      return failed(input, l10n)
    case 'stopped':
      return notice('circle-slash', 'quiet', l10n.t('No longer watched'), [
        l10n.t('This generation may still be finished, and billed, by the service.'),
        l10n.t('Look Again asks the service for it and fetches the video if there is one.'),
      ])
  }
}

function looking(input: PreviewInput, l10n: L10n): PreviewStage {
  const { job, waitsFor } = input
  const detail = lookingDetail(input, l10n)
  if (waitsFor !== undefined) {
    // Nobody looks: not once a minute either.
    const slow = { afterMs: SLOW_AFTER_MS, text: l10n.t('This takes longer than usual.') }
    return { ...progress(job, l10n.t('Not looked at for now'), detail, l10n), slow }
  }
  const title = job.state === 'queued' ? l10n.t('Waiting in the queue…') : l10n.t('Generating…')
  return progress(job, title, detail, l10n)
}

function lookingDetail({ job, waitsFor }: PreviewInput, l10n: L10n): string {
  if (waitsFor === 'key') return l10n.t('Waiting for an API key: without one the service cannot be asked.')
  if (waitsFor === 'otherService') {
    return l10n.t('Waiting for {0}: this window talks to another service.', cut(job.apiOrigin, 200))
  }
  if (job.failures === 0) return l10n.t('The video appears here by itself. You can close this tab.')
  return job.error
    ? l10n.t('The last look failed and is repeated: {0}', cut(errorText(job.error, l10n), 300))
    : l10n.t('The last look failed and is repeated.')
}

function searching(job: Job, l10n: L10n): PreviewStage {
  return progress(
    job,
    l10n.t('Looking for the generation…'),
    l10n.t('The answer to the request never came. It may have been bought, so it is looked for in your account.'),
    l10n,
  )
}

function unconfirmed(job: Job, l10n: L10n): PreviewStage {
  return notice('question', 'warning', l10n.t('It is not known whether this was bought'), [
    ...reason(job, l10n),
    l10n.t('The answer to the request never came, and your account’s logs do not list it so far.'),
    l10n.t('Look Again searches once more and costs nothing. Retry may be billed a second time.'),
  ])
}

function failed({ job, request }: PreviewInput, l10n: L10n): PreviewStage {
  const retry = l10n.t('Retry sends the same request again; Generate Again lets you change it first.')
  const next = job.retriedAs ? [l10n.t('It was tried again as another generation.')] : request ? [retry] : []
  return notice('error', 'bad', l10n.t('The generation failed'), [...reason(job, l10n), charge(job, l10n), ...next])
}

/** What a failure cost. Source: API.md of the service, "Money": a hold is rolled back when the generation fails. */
function charge(job: Job, l10n: L10n): string {
  const billing = billingStatusOf(job)
  if (billing === 'charged') return l10n.t('The service reports a charge; see Cost.')
  if (job.generationId === undefined) return l10n.t('Nothing was charged: no generation was made.')
  return billing === 'notCharged'
    ? l10n.t('Nothing was charged: the service takes back what it holds for a generation that fails.')
    : l10n.t('It may have been charged. Look Again asks the service once more and costs nothing.')
}

function completed(input: PreviewInput, l10n: L10n): PreviewStage {
  const { job } = input
  const src = videoSource(input)
  if (src !== undefined) return video(input, src, l10n)
  const { file } = job
  if (input.fileUrl !== undefined) {
    return notice('warning', 'warning', l10n.t('This file cannot be played here'), [
      l10n.t(
        'The video was saved, but the editor cannot play the file. It may be damaged, or of a kind the editor lacks.',
      ),
      l10n.t('Download Again fetches it once more. It costs nothing.'),
    ])
  }
  switch (file.state) {
    case 'none':
    case 'downloading':
    case 'saved':
      return {
        kind: 'progress',
        title: l10n.t('Downloading the video…'),
        detail: file.error
          ? l10n.t('The last try failed and is repeated: {0}', cut(errorText(file.error, l10n), 300))
          : l10n.t('It is being saved on this machine.'),
        since: job.finishedAt ?? job.createdAt,
        ageLabel: l10n.t('Finished {0} ago', '{0}'),
        ...download(job, l10n),
      }
    case 'failed':
      return notice('warning', 'warning', l10n.t('The video could not be downloaded'), [
        ...reason(file, l10n),
        l10n.t('The generation is paid for. Download Again costs nothing; do it soon, addresses of results expire.'),
      ])
    case 'lost':
      return notice('warning', 'bad', l10n.t('The video is lost'), [
        ...reason(file, l10n),
        l10n.t('The generation is paid for. Download Again asks the service once more and costs nothing.'),
      ])
    case 'deleted':
      return notice('trash', 'quiet', l10n.t('The file was deleted from this machine'), [
        l10n.t('The setting for keeping videos did that. Download Again works while the service still has it.'),
      ])
  }
}

function video(input: PreviewInput, src: string, l10n: L10n): PreviewStage {
  const { job } = input
  const notes: Partial<Record<Job['file']['state'], string>> = {
    failed: l10n.t('Played from the service, because the download failed. The address will expire.'),
    lost: l10n.t('Played from the service, because the file could not be had. The address will expire.'),
    deleted: l10n.t('Played from the service, because the file was deleted from this machine.'),
  }
  const note = input.fileUrl === undefined ? notes[job.file.state] : undefined
  const isArriving = input.fileUrl === undefined && note === undefined
  return {
    kind: 'video',
    label: l10n.t('Generated video'),
    src,
    aspectRatio: aspectRatio(input.request?.values['aspect_ratio']),
    ...(note === undefined ? {} : { note }),
    ...(isArriving ? download(job, l10n) : {}),
  }
}

function progress(job: Job, title: string, detail: string, l10n: L10n): Extract<PreviewStage, { kind: 'progress' }> {
  return {
    kind: 'progress',
    title,
    detail,
    since: job.createdAt,
    ageLabel: l10n.t('Started {0} ago', '{0}'),
    slow: {
      afterMs: SLOW_AFTER_MS,
      text: l10n.t('This takes longer than usual. It is looked at once a minute until it is finished.'),
    },
  }
}

function download(job: Job, l10n: L10n): Pick<Extract<PreviewStage, { kind: 'progress' }>, 'download'> {
  const { receivedBytes, sizeBytes } = job.file
  const total = sizeBytes !== undefined && sizeBytes >= (receivedBytes ?? 0) ? { totalBytes: sizeBytes } : {}
  return { download: { label: l10n.t('Downloading'), receivedBytes: receivedBytes ?? 0, ...total } }
}

function notice(
  icon: string,
  tone: Extract<PreviewStage, { kind: 'notice' }>['tone'],
  title: string,
  paragraphs: string[],
): PreviewStage {
  return { kind: 'notice', icon, tone, title, paragraphs }
}

function reason({ error }: Pick<Job, 'error'>, l10n: L10n): string[] {
  return error === undefined ? [] : [cut(errorText(error, l10n), 2_000)]
}

function cut(message: string, length: number): string {
  return message.length > length ? `${message.slice(0, length - 1)}…` : message
}

function aspectRatio(value: unknown): number {
  const [width, height] = typeof value === 'string' ? value.split(':').map(Number) : []
  const ratio = (width ?? 0) / (height ?? 0)
  return ratio >= 0.1 && ratio <= 10 ? ratio : WIDE
}
