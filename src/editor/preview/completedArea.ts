import type { Job } from '../../core/job/job.ts'
import type { PreviewMainArea } from '../../protocol/preview.ts'
import type { JobPresentation } from '../presentation/jobPresentation.ts'
import type { DisplayLanguage, L10n } from '../presentation/l10n.ts'
import { errorParagraphs, notice, withError } from './notice.ts'
import type { PreviewInput } from './previewInput.ts'
import { unplayableArea, videoArea } from './videoArea.ts'
import { videoSource } from './videoSource.ts'

/** The main area of a completed job: the video if it can be played, else the download or the reason. */
export function completedArea(
  input: PreviewInput,
  presentation: JobPresentation,
  language: DisplayLanguage,
): PreviewMainArea {
  const { l10n } = language
  const src = videoSource(input)
  const { request, info } = input
  if (src !== undefined) {
    const aspectRatio = parseAspectRatio(request?.values['aspect_ratio'])
    const sizeBytes = info?.sizeBytes ?? input.job.file.sizeBytes
    return videoArea({ src, label: l10n.t('Generated video'), aspectRatio, info, sizeBytes }, l10n)
  }
  if (input.fileUrl === undefined) return missingFileArea(input.job, presentation, language)
  return unplayableArea(info, [l10n.t('Download Again gets the video again and is free.')], l10n)
}

function missingFileArea(job: Job, presentation: JobPresentation, language: DisplayLanguage): PreviewMainArea {
  const { l10n } = language
  const { file } = job
  switch (file.state) {
    case 'none':
    case 'downloading':
    case 'saved':
      return downloadingArea(job, language)
    case 'failed':
      return notice(presentation, l10n.t('Could not download the video'), [
        ...errorParagraphs(file.error, language),
        l10n.t('Download Again is free. Download the video soon, because its URL expires.'),
      ])
    case 'lost':
      return notice(presentation, l10n.t('The video is no longer available'), [
        ...errorParagraphs(file.error, language),
        l10n.t('Download Again asks the service for the video once more and is free.'),
      ])
    case 'deleted':
      return notice(presentation, l10n.t('The video was deleted from this computer'), [
        l10n.t(
          'The setting "wanVace.keepVideosForDays" limits how long videos are kept. Download Again works for as long as the service provides the video.',
        ),
      ])
  }
}

function downloadingArea(job: Job, language: DisplayLanguage): PreviewMainArea {
  const { l10n } = language
  const { error } = job.file
  const nextAttempt = job.nextAt === undefined ? undefined : new Date(job.nextAt).toLocaleTimeString(language.locale)
  const retrying =
    nextAttempt === undefined
      ? l10n.t('The last attempt failed. Trying again.')
      : l10n.t('The last attempt failed. Next attempt: {0}.', nextAttempt)
  return {
    kind: 'progress',
    isPaused: false,
    title: l10n.t('Downloading the video…'),
    detail: error ? withError(retrying, error, language) : l10n.t('Saving the video to this computer.'),
    elapsed: { since: job.finishedAt ?? job.createdAt, template: l10n.t('Completed {0} ago', '{0}') },
    ...downloadOf(job, l10n),
  }
}

function downloadOf({ file }: Job, l10n: L10n): Pick<Extract<PreviewMainArea, { kind: 'progress' }>, 'download'> {
  const { receivedBytes = 0, sizeBytes } = file
  const total = sizeBytes !== undefined && sizeBytes >= receivedBytes ? { totalBytes: sizeBytes } : {}
  return { download: { label: l10n.t('Downloading'), receivedBytes, ...total } }
}

function parseAspectRatio(value: unknown): number | undefined {
  const [width, height] = typeof value === 'string' ? value.split(':').map(Number) : []
  const ratio = (width ?? 0) / (height ?? 0)
  return ratio >= 0.1 && ratio <= 10 ? ratio : undefined
}
