import { isRunning, type Job } from '../../core/job/job.ts'
import type { JobReader } from '../../jobs/jobReader.ts'
import { failureText } from '../presentation/failureText.ts'
import { presentJob, type RenderContext } from '../presentation/jobPresentation.ts'
import { formatTitle } from '../presentation/title.ts'

/** What a task shows of its jobs. The texts may contain outside text. */
export interface TaskProgress {
  /** One line for each job, by the ID of the first attempt's place. */
  readonly lines: ReadonlyMap<string, string>
  readonly summary: string
  /** Whether nothing changes any more without the user. */
  readonly isDone: boolean
  /** Whether every video is saved. */
  readonly isSuccess: boolean
}

type Jobs = Pick<JobReader, 'batch' | 'batchJobs' | 'latestAttempt' | 'videoPath'>

/** The progress of the batch or the job with this ID. A batch that waits for the user is not done. */
export function taskProgress(jobs: Jobs, id: string, context: RenderContext): TaskProgress {
  const batch = jobs.batch(id)
  const job = batch ? undefined : jobs.latestAttempt(id)
  const sent = batch ? jobs.batchJobs(id) : job ? [job] : []
  const total = batch?.total ?? 1
  const saved = sent.filter(({ file }) => file.state === 'saved').length
  const { l10n } = context
  const lines = sent.map((one, index): [string, string] => {
    const place = one.batch?.position ?? index
    return [String(place), `[${place + 1}/${total}] ${lineOf(jobs, one, context)}`]
  })
  return {
    lines: new Map(lines),
    summary: l10n.t('{0} of {1} videos are saved.', saved, total),
    isDone: (batch?.planned ?? 0) === 0 && !sent.some(isUnfinished),
    isSuccess: saved === total,
  }
}

function lineOf(jobs: Jobs, job: Job, context: RenderContext): string {
  const title = formatTitle(job, context.l10n)
  const path = jobs.videoPath(job)
  if (path !== undefined) return `${title}: ${path}`
  const { label } = presentJob(job, context)
  const reason = job.state === 'failed' || job.state === 'unconfirmed' ? ` ${failureText(job, context)}` : ''
  return `${title}: ${label}.${reason}`
}

function isUnfinished(job: Job): boolean {
  const isDownloading = job.state === 'completed' && (job.file.state === 'none' || job.file.state === 'downloading')
  return isRunning(job) || isDownloading
}
