import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { withCancellableProgress } from '../common/progress.ts'
import { resolveJobs } from '../common/resolveJobs.ts'
import { saveVideo } from '../common/saveVideo.ts'
import { readFileNamePattern, readSaveRequestFiles } from '../connection/settings.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videos } from '../presentation/format.ts'

/** "Save All": copies the selected videos, or all videos, to a folder, with names from the setting. Overwrites nothing. */
export async function saveAll(services: ExtensionServices, argument: JobArgument, selected: unknown): Promise<void> {
  const jobs = await videosOf(services, argument, selected)
  if (jobs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No video has been downloaded yet.'))
    return
  }
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Save {0}', videos(jobs.length, vscode.l10n)),
      openLabel: vscode.l10n.t('Save'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? []
  if (!folder) return
  if (folder.scheme !== 'file') throw new AppError('file', vscode.l10n.t('Select a folder on this computer.'))
  const saved = await withCancellableProgress(vscode.l10n.t('Saving videos…'), (signal, report) =>
    copyAll(services, jobs, folder.fsPath, signal, report),
  )
  const name = sanitizeText(vscode.workspace.asRelativePath(folder), 200)
  void vscode.window.showInformationMessage(vscode.l10n.t('Saved {0} to {1}.', videos(saved, vscode.l10n), name))
}

async function videosOf(
  services: ExtensionServices,
  argument: JobArgument,
  selected: unknown,
): Promise<readonly Job[]> {
  if (argument === undefined || argument === null) {
    return services.jobs.search({ filter: { videosOnly: true }, limit: Number.MAX_SAFE_INTEGER })
  }
  const jobs = await resolveJobs(services, argument, selected, {
    action: 'saveAs',
    placeHolder: vscode.l10n.t('Select a video to save'),
    none: vscode.l10n.t('No video has been downloaded yet.'),
  })
  return jobs.filter((job) => services.jobs.videoPath(job) !== undefined)
}

/** Returns the number of saved videos. */
async function copyAll(
  { jobs: reader }: ExtensionServices,
  jobs: readonly Job[],
  folder: string,
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<number> {
  const pattern = readFileNamePattern()
  const withRequests = readSaveRequestFiles()
  let saved = 0
  for (const job of jobs) {
    signal.throwIfAborted()
    const path = reader.videoPath(job)
    if (path === undefined) continue
    try {
      await saveVideo(path, job, { folder, pattern, request: withRequests ? reader.request(job.id) : undefined })
    } catch (error) {
      const reason = sanitizeText(messageOf(error), 300)
      const message = vscode.l10n.t(
        'Saved {0} of {1} videos. The next one could not be saved: {2}',
        saved,
        jobs.length,
        reason,
      )
      throw new AppError('file', message, { cause: error })
    }
    saved++
    report(saved / jobs.length)
  }
  return saved
}
