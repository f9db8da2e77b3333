import type { ErrorDetail } from '../../core/errorDetail.ts'
import { errorDetail } from '../../core/errors.ts'
import { type Annotations, annotate, NO_ANNOTATIONS } from '../../core/job/annotations.ts'
import type { JobState } from '../../core/job/job.ts'
import { type JobPatch, NOTIFICATION } from '../store/jobPatch.ts'
import { listedPrompt, type NewJob } from '../store/newJob.ts'
import { videoFileName } from '../video/videoFiles.ts'
import type { JobLine } from './transferFormat.ts'
import { upgradeError } from './version1.ts'

/** Returns the job to insert for a line of an import. `videoBytes` is the size of its video if the import had it. */
export function importedJob({ job, request }: JobLine, videoBytes: number | undefined, now: number): NewJob {
  const state = importedState(job)
  const isUnfinished = state === 'queued' || state === 'generating' || state === 'unconfirmed'
  // No http: an imported file must not make the editor send requests to this computer or its network.
  const resultUrl = job.resultUrl?.startsWith('https:') ? job.resultUrl : undefined
  // Without a URL, the service is asked for one.
  const hasSource = resultUrl !== undefined || job.generationId !== undefined
  const isDownloadable = state === 'completed' && videoBytes === undefined && hasSource
  return {
    id: job.id,
    clientRequestId: job.clientRequestId,
    apiOrigin: new URL(job.apiOrigin).origin,
    // Lists show what Retry would send.
    model: request?.model ?? job.model,
    prompt: request === undefined ? job.prompt : listedPrompt(request),
    state,
    createdAt: job.createdAt,
    request,
    annotations: importedAnnotations(job),
    patch: {
      ...(job.generationId === undefined ? {} : { generationId: job.generationId }),
      ...(job.creditsUsed === undefined ? {} : { creditsUsed: job.creditsUsed }),
      ...(job.submittedAt === undefined ? {} : { submittedAt: job.submittedAt }),
      ...(state === 'completed' || videoBytes !== undefined ? importedFile(job, videoBytes, hasSource, now) : {}),
      error: importedError(job) ?? null,
      supportId: job.supportId ?? null,
      resultUrl: resultUrl ?? null,
      finishedAt: job.finishedAt ?? null,
      nextAt: isUnfinished || isDownloadable ? now : null,
      // The other computer has shown the notification of a finished job.
      notification: isUnfinished ? NOTIFICATION.none : NOTIFICATION.shown,
    },
  }
}

/** Normalized like what the user enters here. */
function importedAnnotations({ name = '', note = '', tags = [], isFavorite = false }: JobLine['job']): Annotations {
  return annotate(NO_ANNOTATIONS, { name, note, addTags: tags, isFavorite })
}

function importedFile(job: JobLine['job'], videoBytes: number | undefined, hasSource: boolean, now: number): JobPatch {
  if (videoBytes !== undefined) {
    return { fileState: 'saved', fileName: videoFileName(job), fileSizeBytes: videoBytes, savedAt: now }
  }
  return hasSource ? {} : { fileState: 'lost', fileError: errorDetail('videoLost', {}) }
}

/** A job without a generation ID is searched for in the account logs and never sent. */
function importedState({ state, generationId }: JobLine['job']): JobState {
  if (state === 'submitting') return 'unconfirmed'
  return generationId === undefined && (state === 'queued' || state === 'generating') ? 'unconfirmed' : state
}

function importedError(job: JobLine['job']): ErrorDetail | undefined {
  return job.error === undefined || 'code' in job.error ? job.error : upgradeError(job.error, job)
}
