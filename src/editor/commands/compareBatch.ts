import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { type Batch, type BatchAxis, coordinatesOf } from '../../core/job/batch.ts'
import type { Job } from '../../core/job/job.ts'
import { findModel } from '../../core/model/models.ts'
import { findParameter } from '../../core/model/parameter.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { resolveBatch } from '../common/resolveBatch.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** As many as a comparison shows: of a matrix, whose rows and columns have labels, and of a list. */
const MAX_MATRIX = 25
const MAX_LIST = 9

/** "Compare Batch": shows the videos of a batch side by side, with the axes of its matrix as rows and columns. */
export async function compareBatch(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const batch = await resolveBatch(services, argument, {
    has: ({ file }) => file.state === 'saved',
    placeHolder: vscode.l10n.t('Select a batch to compare'),
    none: vscode.l10n.t('There are no batches to compare.'),
  })
  if (!batch) return
  const saved = services.jobs.batchJobs(batch.id).filter(({ file }) => file.state === 'saved')
  const jobs = await withinTwoAxes(batch, saved)
  if (!jobs) return
  const axes = shownAxes(batch)
  const [row, column] = axes.length > 1 ? axes : [undefined, axes[0]]
  const limit = column ? MAX_MATRIX : MAX_LIST
  const jobIds = jobs.slice(0, limit).map(({ id }) => id)
  if (jobIds.length < 2) throw new AppError('invalid', vscode.l10n.t('This batch has fewer than two videos.'))
  if (jobs.length > limit) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The comparison shows the first {0} of {1} videos.', limit, jobs.length),
    )
  }
  const layout = column ? { axes: { column: column.name, ...(row ? { row: row.name } : {}) } } : {}
  await vscode.commands.executeCommand('wanVace.compare', { jobIds, ...layout })
}

/** The axes that become rows and columns: the first two with several values. */
function shownAxes({ axes }: Batch): readonly BatchAxis[] {
  return axes.filter(({ values }) => values.length > 1).slice(0, 2)
}

/** Lets the user pick a value of every other axis. Returns undefined if the user cancels. */
async function withinTwoAxes(batch: Batch, jobs: readonly Job[]): Promise<readonly Job[] | undefined> {
  const shown = shownAxes(batch)
  let rest = jobs
  for (const [index, axis] of batch.axes.entries()) {
    if (axis.values.length < 2 || shown.includes(axis)) continue
    const label = labelOf(jobs[0]?.model ?? '', axis.name)
    const items = axis.values.map((value) => ({ label: sanitizeText(`${label}: ${textOf(value)}`), value }))
    const placeHolder = vscode.l10n.t('Select the value of {0} to compare', label)
    const picked = await vscode.window.showQuickPick(items, { placeHolder })
    if (!picked) return undefined
    rest = rest.filter((job) => coordinatesOf(batch.axes, job.batch?.position ?? 0)[index] === picked.value)
  }
  return rest
}

function labelOf(modelId: string, name: string): string {
  const model = findModel(modelId)
  const parameter = model && findParameter(model, name)
  return parameter ? vscode.l10n.t(parameter.label) : name
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
