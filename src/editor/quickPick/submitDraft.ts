import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { Job } from '../../core/job/job.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { showError } from '../common/showError.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { errorText } from '../presentation/errorText.ts'
import type { Draft, Drafts } from './draft.ts'

/**
 * Turns a draft into a job. True when there is one, whatever became of it; false when nothing was sent and the draft is
 * to be gone on with (no key, not valid, no store, no longer at `origin`): the person was told why.
 */
export async function submitDraft(
  services: ExtensionServices,
  drafts: Drafts,
  draft: Draft,
  origin: string,
): Promise<boolean> {
  const { validateRequest } = await import('../../core/model/request.ts')
  const check = validateRequest(draft.model, draft.toValues())
  if (!check.ok) return false
  let job: Job
  try {
    if (!(await services.connection.connectOrAsk())) return false
    job = await withProgress(async () => (await services.actions()).submit(check.request, origin))
  } catch (error) {
    void showError(error, services.log, 'wanVace.generate')
    // What may have been bought is not offered to be bought again.
    return error instanceof AppError && error.reason === 'unsettled'
  }
  // A failed one is kept: what was wrong with it can be put right in it.
  if (job.state !== 'failed') drafts.drop(draft)
  void vscode.commands.executeCommand('wanVace.jobs.focus')
  // Not awaited by the flow: the job is in the list with its request, whatever is answered.
  void offerNewKey(services, drafts, draft, job)
  return true
}

/** While the service refuses the key: asks for another one and buys the kept request with it. */
async function offerNewKey(services: ExtensionServices, drafts: Drafts, draft: Draft, first: Job): Promise<void> {
  let job = first
  try {
    while (job.state === 'failed' && job.error?.code === 'unauthorized') {
      const again = vscode.l10n.t('Set API Key and Retry')
      const reason = sanitizeText(errorText(job.error, vscode.l10n), 300)
      const chosen = await vscode.window.showErrorMessage(
        vscode.l10n.t('{0} Your request is kept in the list.', reason),
        again,
      )
      if (chosen !== again || !(await askForKey(services))) return
      const { id } = job
      job = await withProgress(async () => (await services.actions()).retry(id))
    }
    if (job !== first && job.state !== 'failed') drafts.drop(draft)
  } catch (error) {
    void showError(error, services.log, 'wanVace.generate')
  }
}

/** False when the person gave up: the key in use is the refused one, or none. */
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
  const title = vscode.l10n.t('Wan VACE: sending the request…')
  const inView = vscode.window.withProgress({ location: { viewId: 'wanVace.jobs' } }, work)
  // The view may be out of sight.
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    inView.then(nothing, nothing),
  )
  return Promise.resolve(inView)
}

function nothing(): void {}
