import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { availableActions } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { hasRequest } from './hasRequest.ts'
import { type JobQuestion, resolveJob } from './resolveJob.ts'
import { selectedJobs } from './selectedJobs.ts'

/**
 * Returns the jobs that a command was run for: the selected rows if the clicked one is among them. Of several, only those
 * with the action. Lets the user pick one job if the command was run without an argument. Empty if the user cancels or there
 * is nothing to pick, which is shown. Throws `AppError('conflict')` if no job is in the list.
 */
export async function resolveJobs(
  services: ExtensionServices,
  clicked: JobArgument,
  selected: unknown,
  question: JobQuestion,
): Promise<readonly Job[]> {
  const { jobs } = services
  if (clicked === undefined || clicked === null) {
    const picked = await resolveJob(services, undefined, question)
    return picked === undefined ? [] : [picked]
  }
  const found = selectedJobs(jobs, clicked, selected)
  if (found.length === 0) throw new AppError('conflict', vscode.l10n.t('This generation is no longer in the list.'))
  if (found.length === 1) return found
  const available = found.filter((job) =>
    availableActions(job, { hasRequest: hasRequest(jobs, job) }).has(question.action),
  )
  if (available.length === 0) void vscode.window.showInformationMessage(question.none)
  return available
}
