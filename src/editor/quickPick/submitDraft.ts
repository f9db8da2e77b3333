import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { failureText } from '../presentation/failureText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import type { Draft, Drafts } from './draft.ts'

/**
 * Submits a draft to `origin`. Returns true if there is a job, even a failed one. Returns false if nothing was sent (no
 * key, not valid, no store, connected to another origin); the user has seen why and can continue with the draft.
 */
export async function submitDraft(
  services: ExtensionServices,
  drafts: Drafts,
  draft: Draft,
  origin: string,
): Promise<boolean> {
  const { validateRequest } = await import('../../core/model/request.ts')
  const validation = validateRequest(draft.model, draft.toValues())
  if (!validation.ok) return false
  let job: Job
  try {
    if (!(await services.connection.connectOrPrompt())) return false
    job = await withProgress(async () => (await services.actions()).submit(validation.request, origin))
  } catch (error) {
    void showError(error, services.log, 'wanVace.generate')
    // The video may have been bought: do not let the user buy it again by accident.
    return error instanceof AppError && error.reason === 'unsettled'
  }
  // After a failure the user can fix the draft and submit it again.
  if (job.state !== 'failed') drafts.delete(draft)
  void vscode.commands.executeCommand('wanVace.jobs.focus')
  // Not awaited: the job is in the list with its request, whatever the user chooses.
  void retryWithNewKey(services, drafts, draft, job)
  return true
}

/** As long as the service does not accept the key: asks for another key and retries the job with it. */
async function retryWithNewKey(services: ExtensionServices, drafts: Drafts, draft: Draft, first: Job): Promise<void> {
  let job = first
  try {
    while (job.state === 'failed' && job.error?.code === 'unauthorized') {
      const setKeyAndRetry = vscode.l10n.t('Set API Key and Retry')
      const reason = sanitizeText(failureText(job, DISPLAY_LANGUAGE), 600)
      const chosen = await vscode.window.showErrorMessage(
        vscode.l10n.t('{0} Your request is saved in the list.', reason),
        setKeyAndRetry,
      )
      if (chosen !== setKeyAndRetry || !(await askForKey(services))) return
      const { id } = job
      job = await withProgress(async () => (await services.actions()).retry(id))
    }
    if (job !== first && job.state !== 'failed') drafts.delete(draft)
  } catch (error) {
    void showError(error, services.log, 'wanVace.generate')
  }
}

/** Returns false if the user did not enter another key. */
async function askForKey(services: ExtensionServices): Promise<boolean> {
  let changed = false
  const listener = services.connection.onDidChange(() => {
    changed = true
  })
  try {
    await vscode.commands.executeCommand('wanVace.setApiKey')
  } finally {
    listener.dispose()
  }
  return changed && (await services.connection.hasKey())
}

function withProgress(work: () => Promise<Job>): Promise<Job> {
  const title = vscode.l10n.t('Wan VACE: Sending request…')
  const inView = vscode.window.withProgress({ location: { viewId: 'wanVace.jobs' } }, work)
  // The view may be hidden.
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    inView.then(undefined, ignoreError),
  )
  return Promise.resolve(inView)
}

/** The caller handles the error. */
function ignoreError(): void {}
