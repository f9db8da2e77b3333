import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { availableActions } from '../../core/job/actions.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

const STATUS_MESSAGE_MS = 4000

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
