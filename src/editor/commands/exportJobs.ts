import { homedir } from 'node:os'
import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ExportOptions } from '../../jobs/jobActions.ts'
import { writeLocally } from '../common/localFile.ts'
import { withCancellableProgress } from '../common/progress.ts'
import { selectedJobs } from '../common/selectedJobs.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videos } from '../presentation/format.ts'

/**
 * "Export Generations": writes the selected jobs, or all, optionally with their videos, to a file that another computer can
 * import.
 */
export async function exportJobs(services: ExtensionServices, argument: JobArgument, selected: unknown): Promise<void> {
  const jobs = argument === undefined || argument === null ? undefined : selectedJobs(services.jobs, argument, selected)
  if (jobs?.length === 0) throw new AppError('conflict', vscode.l10n.t('This generation is no longer in the list.'))
  const withVideos = await pickContent(jobs === undefined ? services.jobs.usage() : usageOf(jobs))
  if (withVideos === undefined) return
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Generations'),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.joinPath(defaultFolder(), 'wan-vace-generations.jsonl'),
    filters: { [vscode.l10n.t('JSON Lines')]: ['jsonl'] },
  })
  if (!target) return
  const count = jobs?.length ?? services.jobs.count()
  const ids = jobs?.map(({ id }) => id)
  await withCancellableProgress(vscode.l10n.t('Exporting generations…'), (signal) =>
    write(services, target, { withVideos, ids }, signal),
  )
  void vscode.window.showInformationMessage(
    count === 1 ? vscode.l10n.t('Exported 1 generation.') : vscode.l10n.t('Exported {0} generations.', count),
  )
}

async function write(
  services: ExtensionServices,
  target: vscode.Uri,
  options: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  const [actions, { writeAtomically }] = await Promise.all([
    services.actions(),
    import('../../jobs/transfer/lineFiles.ts'),
  ])
  try {
    await writeLocally(target, (path) => writeAtomically(path, actions.exportJobs(options), signal))
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error
    const reason = sanitizeText(messageOf(error), 300)
    throw new AppError('file', vscode.l10n.t('Could not export the generations: {0}', reason), { cause: error })
  }
}

type VideoUsage = ReturnType<ExtensionServices['jobs']['usage']>

function usageOf(jobs: readonly Job[]): VideoUsage {
  const saved = jobs.filter(({ file }) => file.state === 'saved')
  return { videos: saved.length, sizeBytes: saved.reduce((sum, { file }) => sum + (file.sizeBytes ?? 0), 0) }
}

/** Whether to export the videos; undefined if the user cancels. Does not ask if there are no videos. */
async function pickContent(usage: VideoUsage): Promise<boolean | undefined> {
  if (usage.videos === 0) return false
  const items = [
    {
      label: vscode.l10n.t('With Videos'),
      description: `${videos(usage.videos, vscode.l10n)}, ${formatBytes(usage.sizeBytes, vscode.env.language)}`,
      detail: vscode.l10n.t('The videos can be played on another computer.'),
      withVideos: true,
    },
    {
      label: vscode.l10n.t('Without Videos'),
      detail: vscode.l10n.t('A small file. Videos are downloaded again if the service still provides them.'),
      withVideos: false,
    },
  ]
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Generations'),
    placeHolder: vscode.l10n.t('Select what to export. The API key is never exported.'),
  })
  return picked?.withVideos
}

function defaultFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir())
}
