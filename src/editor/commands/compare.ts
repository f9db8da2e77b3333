import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { type Comparison, MAX_TILES, parseComparison } from '../../protocol/compare.ts'
import { jobItems } from '../common/jobItems.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { selectedJobs } from '../common/selectedJobs.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

export interface Comparisons {
  /** Shows a comparison of videos. */
  show(comparison: Comparison): Promise<void>
  /** Exports the comparison in the active tab. */
  exportActive(): Promise<void>
}

/** "Compare Source and Result": compares the video of a job with its source video. */
export async function compareSource(
  services: ExtensionServices,
  comparisons: Comparisons,
  argument: JobArgument,
): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'compareSource',
    placeHolder: vscode.l10n.t('Select a generation to compare with its source video'),
    none: vscode.l10n.t('No video has been downloaded yet.'),
  })
  if (job) await comparisons.show({ jobIds: [job.id], withSource: true })
}

/**
 * "Compare Generations": compares the selected generations, or those that the user picks. Other code passes a `Comparison`,
 * for example `{ jobIds, axes: { column: 'seed', row: 'guidance_scale' } }` for a matrix.
 */
export async function compare(
  services: ExtensionServices,
  comparisons: Comparisons,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  if (hasJobIds(argument)) {
    const comparison = parseComparison(argument)
    if (comparison === undefined) throw invalidSelection()
    await comparisons.show(comparison)
    return
  }
  const isFromPalette = argument === undefined
  const jobs = isFromPalette ? await pickJobs(services) : selectedJobs(services.jobs, argument, selected)
  if (jobs === undefined) return
  const comparison = parseComparison({ jobIds: jobs.filter(isComparable).map(({ id }) => id) })
  if (comparison === undefined) throw invalidSelection()
  await comparisons.show(comparison)
}

function hasJobIds(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'jobIds' in argument
}

function isComparable(job: Job): boolean {
  return job.state === 'completed'
}

function invalidSelection(): AppError {
  return new AppError('invalid', vscode.l10n.t('Select two to {0} completed generations to compare.', MAX_TILES))
}

/** Returns undefined if the user cancels, or if there is nothing to pick, which is shown. */
async function pickJobs({ jobs, connection }: ExtensionServices): Promise<readonly Job[] | undefined> {
  const listed = jobs.list().filter((job) => job.file.state === 'saved')
  if (listed.length < 2) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are fewer than two videos to compare.'))
    return undefined
  }
  const picked = await vscode.window.showQuickPick(await jobItems(listed, connection), {
    canPickMany: true,
    matchOnDescription: true,
    placeHolder: vscode.l10n.t('Select two to {0} generations to compare', MAX_TILES),
  })
  return picked?.map(({ job }) => job)
}
