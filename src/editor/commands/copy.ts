import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { availableActions } from '../../core/job/actions.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { resolveJobs } from '../common/resolveJobs.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

const STATUS_MESSAGE_MS = 4000

/** "Copy Path": copies the paths of downloaded videos, one on each line, as the Explorer does. */
export async function copyPath(services: ExtensionServices, argument: JobArgument, selected: unknown): Promise<void> {
  const jobs = await resolveJobs(services, argument, selected, {
    action: 'copyPath',
    placeHolder: vscode.l10n.t('Select a video to copy its path'),
    none: vscode.l10n.t('No video has been downloaded yet.'),
  })
  if (jobs.length === 0) return
  const paths = jobs.map((job) => services.jobs.videoPath(job)).filter((path) => path !== undefined)
  if (paths.length === 0) throw new AppError('file', vscode.l10n.t('The video is not on this computer.'))
  await vscode.env.clipboard.writeText(paths.join('\n'))
  const message = paths.length === 1 ? vscode.l10n.t('Path copied.') : vscode.l10n.t('{0} paths copied.', paths.length)
  vscode.window.setStatusBarMessage(message, STATUS_MESSAGE_MS)
}

export async function copyVideoUrl(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'copyVideoUrl',
    placeHolder: vscode.l10n.t('Select a video to copy its URL'),
    none: vscode.l10n.t('No generation has a video URL yet.'),
  })
  if (!job) return
  const isAvailable = availableActions(job, { hasRequest: false }).has('copyVideoUrl')
  if (!isAvailable || job.resultUrl === undefined) {
    throw new AppError('invalid', vscode.l10n.t('This generation has no video URL.'))
  }
  await vscode.env.clipboard.writeText(job.resultUrl)
  const message = vscode.l10n.t('Video URL copied. It is valid for a limited time.')
  vscode.window.setStatusBarMessage(message, STATUS_MESSAGE_MS)
}

export async function copyGenerationId(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'copyGenerationId',
    placeHolder: vscode.l10n.t('Select a generation to copy its ID'),
    none: vscode.l10n.t('No generation has an ID yet.'),
  })
  if (!job) return
  if (!job.generationId) {
    throw new AppError('invalid', vscode.l10n.t('The service has not assigned an ID to this generation.'))
  }
  await vscode.env.clipboard.writeText(job.generationId)
  vscode.window.setStatusBarMessage(vscode.l10n.t('Generation ID copied.'), STATUS_MESSAGE_MS)
}
