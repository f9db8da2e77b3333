import type { Job } from '../../core/job/job.ts'
import { fetchableUrl } from '../../core/text/resultUrl.ts'
import type { PreviewInput } from './previewInput.ts'

/**
 * The result URL, if it may be opened in a browser. Returns undefined for a URL that may not be downloaded, so that a
 * remote service cannot make a browser send requests to this computer, and for a `data:` URI.
 */
export function externalUrl(job: Job): string | undefined {
  if (job.state !== 'completed' || !job.resultUrl) return undefined
  // Also not for a sandbox: the origin of the job may come from an import.
  return fetchableUrl(job.resultUrl, undefined)?.href
}

/**
 * What the page plays: the saved file. The page never loads the result URL, whose host only the service knows. Returns
 * undefined if there is no file, or if it could not be played.
 */
export function videoSource({ fileUrl, unplayable }: Pick<PreviewInput, 'fileUrl' | 'unplayable'>): string | undefined {
  return fileUrl !== undefined && !unplayable.has(fileUrl) ? fileUrl : undefined
}
