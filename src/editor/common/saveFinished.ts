import { isAbsolute, join, relative } from 'node:path'
import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { readFileNamePattern, readSaveRequestFiles, readSaveVideosTo } from '../connection/settings.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { saveVideo } from './saveVideo.ts'

/**
 * Saves the video of a finished job to the folder of the setting `wanVace.saveVideosTo`. A relative folder is in the first
 * folder of the workspace, and is used only if the workspace is trusted. Never rejects: the video is kept in any case.
 */
export async function saveFinished({ jobs, log }: ExtensionServices, job: Job): Promise<void> {
  const folder = targetFolder(readSaveVideosTo())
  const path = jobs.videoPath(job)
  if (folder === undefined || path === undefined) return
  try {
    const request = readSaveRequestFiles() ? jobs.request(job.id) : undefined
    await saveVideo(path, job, { folder, pattern: readFileNamePattern(), request })
  } catch (error) {
    log.warn(`Could not save the video of job ${job.id} to ${folder}: ${messageOf(error)}`)
    const message = vscode.l10n.t(
      'A finished video could not be saved to the folder of the setting "wanVace.saveVideosTo".',
    )
    void vscode.window.showWarningMessage(message)
  }
}

/** Undefined if nothing is to be saved. */
function targetFolder(setting: string): string | undefined {
  const folder = setting.trim()
  if (folder === '') return undefined
  if (isAbsolute(folder)) return folder
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri
  if (workspace?.scheme !== 'file' || !vscode.workspace.isTrusted) return undefined
  const target = join(workspace.fsPath, folder)
  const inside = relative(workspace.fsPath, target)
  return inside.startsWith('..') || isAbsolute(inside) ? undefined : target
}
