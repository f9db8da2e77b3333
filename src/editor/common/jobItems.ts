import * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { describeJob } from '../presentation/jobRow.ts'
import { createRenderContext } from '../presentation/renderContext.ts'
import { formatTitle } from '../presentation/title.ts'

interface JobItem extends vscode.QuickPickItem {
  readonly job: Job
}

/** The quick pick items of jobs. */
export async function jobItems(
  jobs: readonly Job[],
  connection: ExtensionServices['connection'],
): Promise<readonly JobItem[]> {
  const context = createRenderContext(connection.origin, await connection.hasKey())
  return jobs.map((job) => ({
    label: sanitizeText(formatTitle(job, vscode.l10n)),
    description: sanitizeText(describeJob(job, context)),
    job,
  }))
}
