import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { titleOf } from '../presentation/jobRow.ts'
import { descriptionOf } from '../presentation/jobState.ts'

/** How a command that was called from the palette asks for its job. */
export interface JobQuestion {
  readonly placeHolder: string
  /** Which jobs are offered. */
  fits(job: Job): boolean
  /** Said when none fits. */
  readonly none: string
}

/**
 * The job that a command was called for. Asks with a quick pick when it was called with nothing; undefined when the
 * person gave up or nothing fits (they were told). Throws `conflict` for a job that is no longer listed.
 */
export async function resolveJob(
  services: ExtensionServices,
  argument: JobArgument,
  question: JobQuestion,
): Promise<Job | undefined> {
  if (argument === undefined) return pickJob(services, question)
  // Key bindings and other extensions call with anything.
  const id: unknown = typeof argument === 'string' ? argument : (argument as { id?: unknown } | null)?.id
  const job = typeof id === 'string' ? services.jobs.get(id) : undefined
  if (!job) throw new AppError('conflict', vscode.l10n.t('This generation is no longer in the list.'))
  return job
}

async function pickJob(
  services: ExtensionServices,
  { placeHolder, fits, none }: JobQuestion,
): Promise<Job | undefined> {
  const jobs = services.jobs.list().filter(fits)
  if (jobs.length === 0) {
    void vscode.window.showInformationMessage(none)
    return undefined
  }
  const around = {
    l10n: vscode.l10n,
    locale: vscode.env.language,
    now: Date.now(),
    origin: services.connection.origin,
    hasKey: await services.connection.hasKey(),
  }
  const items = jobs.map((job) => ({
    label: sanitizeText(titleOf(job, vscode.l10n)),
    description: sanitizeText(descriptionOf(job, around)),
    job,
  }))
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true })
  return chosen?.job
}

/** The job's name between quotation marks, safe in a notification or dialog. Isolated, so that a right-to-left
 * prompt does not turn the sentence around it. */
export function quoted(job: Job): string {
  return `“\u2068${sanitizeText(titleOf(job, vscode.l10n), 60)}\u2069”`
}
