import * as z from 'zod'
import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { MAX_MISSES } from '../../core/job/pollSchedule.ts'

/** An error in an export of version 1: the service's name or ours, and an English sentence. */
export const version1Error = z.object({ name: z.string().max(200), message: z.string().max(5000) })

type Version1Error = z.infer<typeof version1Error>

/** The error of a version 1 export as a code, like the migration in `store/schema.ts`. */
export function upgradeError(
  { name, message }: Version1Error,
  job: { readonly state: Job['state']; readonly generationId?: string | undefined },
): ErrorDetail {
  if (name === 'failed') return errorDetail('loggedAsFailed', {})
  if (name === 'noVideo' || name === 'interrupted') return errorDetail(name, {})
  if (name === 'gone') return errorDetail('sandboxStopped', {})
  if (job.state === 'failed' && job.generationId !== undefined) {
    return name === 'notFound'
      ? errorDetail('generationNotFound', { attempts: MAX_MISSES })
      : errorDetail('generationFailed', {}, { name, message })
  }
  if (name === 'unauthorized' && job.state !== 'failed') return errorDetail('unauthorized', {})
  return errorDetail('text', { text: message })
}
