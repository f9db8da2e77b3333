import * as vscode from 'vscode'
import type { JobAction } from '../../core/job/actions.ts'
import type { Job } from '../../core/job/job.ts'
import type { BatchNotification } from '../../jobs/store/batchNotifications.ts'
import { hasRequest } from '../common/hasRequest.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { Batcher } from './batcher.ts'
import type { JobNotification } from './jobNotification.ts'

/** When the computer wakes up or reconnects, many jobs end together. More than this become one notification. */
const MAX_SEPARATE = 3
const BATCH_MS = 2000

export interface Notifications extends vscode.Disposable {
  /** Notifies the user about a job that completed, failed or is unconfirmed. */
  show(job: Job): void
  /** Notifies the user about a batch that has ended, or asks whether to send the rest of it. */
  showBatch(notification: BatchNotification): void
}

export interface VisiblePreviews {
  /** Whether the preview of a job is the active, visible tab. */
  isInFront(jobId: string): boolean
}

/** Registers the notifications about jobs. */
export function registerNotifications(services: ExtensionServices, previews: VisiblePreviews): Notifications {
  const batcher = new Batcher<Job>(BATCH_MS, (ended) => {
    const jobs = ended.filter((job) => !(isReady(job) && previews.isInFront(job.id)))
    const shown = jobs.length > MAX_SEPARATE ? [showSummary(jobs)] : jobs.map((job) => showJob(services, job))
    for (const done of shown) done.catch((error: unknown) => showError(error, services.log, 'notifications'))
  })
  return {
    show: (job) => batcher.add(job),
    showBatch: (notification) => void showBatch(services, notification),
    dispose: () => batcher.dispose(),
  }
}

async function showBatch(services: ExtensionServices, notification: BatchNotification): Promise<void> {
  try {
    const { showBatchNotification } = await import('./batchNotification.ts')
    await showBatchNotification(services, notification)
  } catch (error) {
    await showError(error, services.log, 'notifications')
  }
}

/** Whether the notification would only say that the video is ready, which its preview shows. */
function isReady({ state, file }: Job): boolean {
  return state === 'completed' && file.state === 'saved'
}

async function showSummary(jobs: readonly Job[]): Promise<void> {
  const { summarizeJobs } = await loadTexts()
  const show = vscode.l10n.t('Show Generations')
  const chosen = await vscode.window.showInformationMessage(summarizeJobs(jobs, vscode.l10n), show)
  if (chosen === show) await vscode.commands.executeCommand('wanVace.jobs.focus')
}

/** Shows the notification of one job, and runs the action that the user selects. */
async function showJob(services: ExtensionServices, job: Job): Promise<void> {
  const { presentNotification, actionLabels } = await loadTexts()
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
  const { chosenAction } = await import('./chosenAction.ts')
  const attempt = jobs.latestAttempt(jobId)
  const chosen = chosenAction(action, jobId, attempt, attempt !== undefined && hasRequest(jobs, attempt))
  if (chosen) await vscode.commands.executeCommand(`wanVace.${chosen.action}`, chosen.jobId)
  else void vscode.window.showInformationMessage(vscode.l10n.t('This generation is no longer in the list.'))
}

/** Loaded with the first notification, not at activation. */
async function loadTexts() {
  const [texts, labels] = await Promise.all([import('./jobNotification.ts'), import('../presentation/actionLabels.ts')])
  return { ...texts, ...labels }
}

function showMessage({ severity, message }: JobNotification, buttons: string[]): Thenable<string | undefined> {
  if (severity === 'error') return vscode.window.showErrorMessage(message, ...buttons)
  if (severity === 'warning') return vscode.window.showWarningMessage(message, ...buttons)
  return vscode.window.showInformationMessage(message, ...buttons)
}
