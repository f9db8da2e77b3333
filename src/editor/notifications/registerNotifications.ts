import * as vscode from 'vscode'
import type { Job } from '../../core/job/job.ts'
import { hasRequest } from '../common/hasRequest.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { Batcher } from './batcher.ts'
import type { Notice, NoticeAction } from './notificationText.ts'

/** After a sleep or a long time offline many jobs end at once: more than this within the window become one notice. */
const MOST_AT_ONCE = 3
const WINDOW_MS = 2000

export interface Notifications extends vscode.Disposable {
  /** Tells of a job, shortly after. To be called once a notice. */
  show(job: Job): void
}

/** The notifications about jobs that completed, failed, or were not found. */
export function registerNotifications(services: ExtensionServices): Notifications {
  const bundle = new Batcher<Job>(WINDOW_MS, (jobs) => {
    const shown = jobs.length > MOST_AT_ONCE ? [showBundle(jobs)] : jobs.map((job) => showNotice(services, job))
    for (const notice of shown) notice.catch((error: unknown) => showError(error, services.log, 'notice'))
  })
  return { show: (job) => bundle.add(job), dispose: () => bundle.dispose() }
}

async function showBundle(jobs: readonly Job[]): Promise<void> {
  const { bundleText } = await loadTexts()
  const show = vscode.l10n.t('Show')
  const chosen = await vscode.window.showInformationMessage(bundleText(jobs, vscode.l10n), show)
  if (chosen === show) await vscode.commands.executeCommand('wanVace.jobs.focus')
}

/** Shows one job's notification and does what is chosen. */
async function showNotice(services: ExtensionServices, job: Job): Promise<void> {
  const { noticeOf } = await loadTexts()
  const notice = noticeOf(job, hasRequest(services.jobs, job), vscode.l10n)
  const titles = new Map(notice.actions.map((action) => [titleOfAction(action), action]))
  const action = titles.get((await showMessage(notice, [...titles.keys()])) ?? '')
  // The retry of an unconfirmed job warns that it may cost twice, and then generates anew.
  const name = action === 'generateAgain' ? 'retry' : action
  if (name) await vscode.commands.executeCommand(`wanVace.${name}`, job.id)
}

/** Loaded with the first notification, not at activation. */
function loadTexts() {
  return import('./notificationText.ts')
}

function showMessage({ severity, message }: Notice, titles: string[]): Thenable<string | undefined> {
  if (severity === 'error') return vscode.window.showErrorMessage(message, ...titles)
  if (severity === 'warning') return vscode.window.showWarningMessage(message, ...titles)
  return vscode.window.showInformationMessage(message, ...titles)
}

function titleOfAction(action: NoticeAction): string {
  const titles: Readonly<Record<NoticeAction, string>> = {
    open: vscode.l10n.t('Open'),
    saveAs: vscode.l10n.t('Save As…'),
    downloadAgain: vscode.l10n.t('Download Again'),
    copyVideoUrl: vscode.l10n.t('Copy Video URL'),
    retry: vscode.l10n.t('Retry'),
    showRequest: vscode.l10n.t('Show Request'),
    checkAgain: vscode.l10n.t('Look Again'),
    generateAgain: vscode.l10n.t('Generate Again'),
    remove: vscode.l10n.t('Remove'),
  }
  return titles[action]
}
