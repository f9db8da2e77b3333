import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Batch } from '../../core/job/batch.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { batchTitle } from '../presentation/batchTitle.ts'
import { argumentId } from './argumentId.ts'

/** How a command that runs from the Command Palette asks for its batch. */
export interface BatchQuestion {
  /** Only batches with such a job are listed. */
  readonly has: (job: Job) => boolean
  readonly placeHolder: string
  /** Shown if there is no batch. */
  readonly none: string
}

/**
 * Returns the batch that a command was run for, or lets the user pick one. Returns undefined if the user cancels or there is
 * none, which is shown. Throws `AppError('conflict')` for a batch that is not in the list.
 */
export async function resolveBatch(
  { jobs }: ExtensionServices,
  argument: JobArgument,
  { has, placeHolder, none }: BatchQuestion,
): Promise<Batch | undefined> {
  if (argument !== undefined) {
    const id = argumentId(argument)
    const batch = id === undefined ? undefined : jobs.batch(id)
    if (!batch) throw new AppError('conflict', vscode.l10n.t('This batch is no longer in the list.'))
    return batch
  }
  const ids = new Set(jobs.list().flatMap((job) => (job.batch && has(job) ? [job.batch.id] : [])))
  const items = [...ids].flatMap((id) => {
    const batch = jobs.batch(id)
    return batch ? [{ label: sanitizeText(batchTitle(batch)), batch }] : []
  })
  if (items.length === 0) void vscode.window.showInformationMessage(none)
  if (items.length <= 1) return items[0]?.batch
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.batch
}
