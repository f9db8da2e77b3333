import type { Job } from '../../core/job/job.ts'
import { fetchableUrl } from '../../core/text/resultUrl.ts'
import type { PreviewInput } from './previewInput.ts'

/** Longer addresses are not played before the file is there: they would not fit in a message. */
const LONGEST_URL = 8_000

/**
 * The result's address, when a page may play it before the file is there: what may be downloaded, so that a
 * service elsewhere cannot make the page ask around on this machine. Undefined for anything else: a `data:` result comes with the file.
 */
export function playableUrl(job: Job): string | undefined {
  if (job.state !== 'completed' || !job.resultUrl || job.resultUrl.length > LONGEST_URL) return undefined
  const url = fetchableUrl(job.resultUrl, job.apiOrigin)
  // Its origin goes into a policy: a host may hold `*` or `;`, which mean something there.
  return url && /^([a-z0-9.-]+|\[[0-9a-f:]+\])$/.test(url.hostname) ? url.href : undefined
}

/** The only origin besides its own that the page needs, for `media-src`; undefined when the file is there. */
export function mediaOrigin({ job, fileUrl }: Pick<PreviewInput, 'job' | 'fileUrl'>): string | undefined {
  if (fileUrl !== undefined) return undefined
  const url = playableUrl(job)
  return url && new URL(url).origin
}

/** What to play now: the file, the result's address until there is one, or nothing. */
export function videoSource(input: PreviewInput): string | undefined {
  const source = input.fileUrl ?? playableUrl(input.job)
  return source !== undefined && !input.unplayable.has(source) ? source : undefined
}
