import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import type { SourceFacts } from '../../core/model/expectedResult.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { failureText } from '../presentation/failureText.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import { confirmPurchase, usePurchase } from './confirmPurchase.ts'
import { estimateOf } from './requestCost.ts'
import { showError } from './showError.ts'
import { startPurchase } from './startPurchase.ts'
import { type OnWait, withSubmitProgress } from './submitProgress.ts'

export interface SubmitOptions {
  /** Where the user was told that the request is sent. */
  readonly origin: string
  /** URI of the request file that the request comes from. */
  readonly sourceUri?: string | undefined
  /** The command, for the log. */
  readonly command: string
  /** What is known of the source video, for the price. */
  readonly source?: SourceFacts | undefined
  /** Called if the request has to wait for the rate limit. */
  readonly onWait?: OnWait
  /** Called when the job, or its retry with another key, did not fail. */
  readonly onAccepted?: () => void
}

/**
 * Submits a valid request. Returns true if there is a job, even a failed one. Returns false if nothing was sent (no key,
 * not confirmed, no store, connected to another origin); the user has seen why and can continue.
 */
export async function submitRequest(
  services: ExtensionServices,
  request: GenerationRequest,
  options: SubmitOptions,
): Promise<boolean> {
  try {
    const confirm = () => confirmPurchase(services, [request], { source: options.source })
    const purchase = await startPurchase(services, confirm)
    const job = await usePurchase(purchase, (reserved) => submit(services, request, { ...options, ...reserved }))
    if (!job) return false
    // Not awaited: the job is in the list with its request, whatever the user chooses.
    void retryWithNewKey(services, job, options)
    // After a failure the user can fix the request.
    if (job.state !== 'failed') options.onAccepted?.()
  } catch (error) {
    void showError(error, services.log, options.command)
    // The video may have been bought: do not let the user buy it again by accident.
    if (!(error instanceof AppError && error.reason === 'unsettled')) return false
  }
  services.costs.refreshBalance()
  return true
}

async function submit(
  services: ExtensionServices,
  request: GenerationRequest,
  options: SubmitOptions & { readonly reservation?: string | undefined },
): Promise<Job> {
  return withSubmitProgress(async (onWait) => {
    const actions = await services.actions()
    return await actions.submit(request, {
      origin: options.origin,
      estimate: estimateOf(services, request, options.source),
      sourceUri: options.sourceUri,
      reservation: options.reservation,
      onWait: (waitMs) => {
        onWait(waitMs)
        options.onWait?.(waitMs)
      },
    })
  })
}

/** As long as the service does not accept the key: asks for another key and retries the job with it. */
async function retryWithNewKey(services: ExtensionServices, first: Job, options: SubmitOptions): Promise<void> {
  let job = first
  try {
    while (job.state === 'failed' && job.error?.code === 'unauthorized') {
      const setKeyAndRetry = vscode.l10n.t('Set API Key and Retry')
      const reason = sanitizeText(failureText(job, { ...DISPLAY_LANGUAGE, now: Date.now() }), 600)
      const chosen = await vscode.window.showErrorMessage(
        vscode.l10n.t('{0} Your request is saved in the list.', reason),
        setKeyAndRetry,
      )
      if (chosen !== setKeyAndRetry || !(await askForKey(services))) return
      const { id } = job
      const request = services.jobs.request(id)
      const purchase = await confirmPurchase(services, request ? [request] : [], { source: options.source })
      const retried = await usePurchase(purchase, (reserved) =>
        withSubmitProgress(async (onWait) => (await services.actions()).retry(id, { ...reserved, onWait })),
      )
      if (!retried) return
      job = retried
    }
    if (job !== first && job.state !== 'failed') options.onAccepted?.()
  } catch (error) {
    void showError(error, services.log, options.command)
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
