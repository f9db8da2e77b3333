import * as vscode from 'vscode'
import type { JobAction } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import { hasRequest } from '../common/hasRequest.ts'
import { showError } from '../common/showError.ts'
import { readNotificationLevel, readOpenWhenFinished } from '../connection/settings.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { actionLabels } from '../presentation/actionLabels.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { chosenAction } from './chosenAction.ts'
import { type JobNotification, presentNotification, summarizeJobs } from './jobNotification.ts'

/** When the computer wakes up or reconnects, many jobs end together. More than this become one notification. */
const MAX_SEPARATE = 3

export interface VisiblePreviews {
  /** Opens the preview of a job. */
  show(jobId: string, options: { readonly preserveFocus: boolean }): Promise<void>
  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean
}

/** Notifies the user about jobs that completed, failed or are unconfirmed, all within a short time. */
export function showJobs(services: ExtensionServices, previews: VisiblePreviews, ended: readonly Job[]): void {
  const opened = readOpenWhenFinished() ? ended.findLast(isReady) : undefined
  const level = readNotificationLevel()
  const isShown = (job: Job) =>
    isReady(job) ? level === 'all' && job !== opened && !previews.isInFront(job.id) : level !== 'none'
  const jobs = ended.filter(isShown)
  const shown = jobs.length > MAX_SEPARATE ? [showSummary(jobs)] : jobs.map((job) => showJob(services, job))
  // The user may be typing: the focus stays where it is.
  if (opened) shown.push(previews.show(opened.id, { preserveFocus: true }))
  for (const done of shown) done.catch((error: unknown) => showError(error, services.log, 'notifications'))
}

/** Whether the notification would only say that the video is ready, which its preview shows. */
function isReady({ state, file }: Job): boolean {
  return state === 'completed' && file.state === 'saved'
}

async function showSummary(jobs: readonly Job[]): Promise<void> {
  const show = vscode.l10n.t('Show Generations')
  const chosen = await vscode.window.showInformationMessage(summarizeJobs(jobs, vscode.l10n), show)
  if (chosen === show) await vscode.commands.executeCommand('wanVace.jobs.focus')
}

/** Shows the notification of one job, and runs the action that the user selects. */
async function showJob(services: ExtensionServices, job: Job): Promise<void> {
  const notification = presentNotification(job, hasRequest(services.jobs, job), {
    ...DISPLAY_LANGUAGE,
    now: Date.now(),
  })
  const labels = actionLabels(vscode.l10n)
  const chosen = await showMessage(
    notification,
    notification.actions.map((action) => labels[action]),
  )
  const action = notification.actions.find((one) => labels[one] === chosen)
  if (action) await runChosen(services, action, job.id)
}

/** The job may have changed since the notification was shown. */
async function runChosen({ jobs }: ExtensionServices, action: JobAction, jobId: string): Promise<void> {
  const attempt = jobs.latestAttempt(jobId)
  const chosen = chosenAction(action, jobId, attempt, attempt !== undefined && hasRequest(jobs, attempt))
  if (chosen) await vscode.commands.executeCommand(`wanVace.${chosen.action}`, chosen.jobId)
  else void vscode.window.showInformationMessage(vscode.l10n.t('This generation is no longer in the list.'))
}

function showMessage({ severity, message }: JobNotification, buttons: string[]): Thenable<string | undefined> {
  if (severity === 'error') return vscode.window.showErrorMessage(message, ...buttons)
  if (severity === 'warning') return vscode.window.showWarningMessage(message, ...buttons)
  return vscode.window.showInformationMessage(message, ...buttons)
}
