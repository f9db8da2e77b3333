import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { availableActions, type JobAction } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { argumentId } from './argumentId.ts'
import { hasRequest } from './hasRequest.ts'
import { jobItems } from './jobItems.ts'

/** How a command that runs from the Command Palette asks for its job. */
export interface JobQuestion {
  /** Only jobs with this action are listed. */
  readonly action: JobAction
  readonly placeHolder: string
  /** Shown if no job has the action. */
  readonly none: string
}

/**
 * Returns the job that a command was run for, or lets the user pick one if the command was run without an argument.
 * Returns undefined if the user cancels or there is nothing to pick, which is shown. Throws `AppError('conflict')` for a
 * job that is not in the list.
 */
export async function resolveJob(
  services: ExtensionServices,
  argument: JobArgument,
  question: JobQuestion,
): Promise<Job | undefined> {
  if (argument === undefined) return pickJob(services, question)
  const id = argumentId(argument)
  const job = id === undefined ? undefined : services.jobs.get(id)
  if (!job) throw new AppError('conflict', vscode.l10n.t('This generation is no longer in the list.'))
  return job
}

async function pickJob(
  { jobs, connection }: ExtensionServices,
  { action, placeHolder, none }: JobQuestion,
): Promise<Job | undefined> {
  const listed = jobs.list().filter((job) => availableActions(job, { hasRequest: hasRequest(jobs, job) }).has(action))
  if (listed.length === 0) {
    void vscode.window.showInformationMessage(none)
    return undefined
  }
  const items = await jobItems(listed, connection)
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true })
  return picked?.job
}
