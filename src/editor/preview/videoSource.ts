import type { Job } from '../../core/job/job.ts'
import { fetchableUrl } from '../../core/text/resultUrl.ts'
import type { PreviewInput } from './previewInput.ts'

/** The limit of `protocol/preview.ts`. A video with a longer URL is played only from its file. */
const MAX_URL_LENGTH = 8_000

/**
 * The result URL, if the page may play it while there is no file. Returns undefined for a URL that may not be downloaded,
 * so that a remote service cannot make the page send requests to this computer, and for a `data:` URI.
 */
export function playableUrl(job: Job): string | undefined {
  if (job.state !== 'completed' || !job.resultUrl || job.resultUrl.length > MAX_URL_LENGTH) return undefined
  // Also not for a sandbox: the origin of the job may come from an import, and a sandbox is close enough to wait.
  const url = fetchableUrl(job.resultUrl, undefined)
  // The origin becomes part of the content security policy, where `*` and `;` have a meaning.
  return url && /^([a-z0-9.-]+|\[[0-9a-f:]+\])$/.test(url.hostname) ? url.href : undefined
}

/** The origin of the result URL, for `media-src`. Returns undefined if the page plays the file. */
export function mediaOrigin({ job, fileUrl }: Pick<PreviewInput, 'job' | 'fileUrl'>): string | undefined {
  if (fileUrl !== undefined) return undefined
  const url = playableUrl(job)
  return url && new URL(url).origin
}

/** What the page plays: the file, or else the result URL. Returns undefined if it could not be played. */
export function videoSource(input: PreviewInput): string | undefined {
  const source = input.fileUrl ?? playableUrl(input.job)
  return source !== undefined && !input.unplayable.has(source) ? source : undefined
}
