import * as vscode from 'vscode'
import { ApiError } from '../../api/errors.ts'
import { AppError } from '../../core/errors.ts'
import { billingUrlOf } from '../../core/job/billing.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'

const LONGEST_MESSAGE = 1000

/** A button of an error notification. */
interface NextStep {
  readonly title: string
  run(): unknown
}

/**
 * Logs an error and shows it with a next step. A canceled operation shows nothing. `source` is the command or feature, for
 * the log. Never rejects.
 */
export async function showError(error: unknown, log: vscode.LogOutputChannel, source: string): Promise<void> {
  if (isCancellation(error)) return
  log.error(`${source}: ${error instanceof AppError ? error.message : stackOf(error)}`)
  // Loaded on first use to keep the activation bundle small.
  const { thrownErrorText } = await import('../presentation/errorText.ts')
  const message = thrownErrorText(error, DISPLAY_LANGUAGE)
  const step = nextStep(error, log)
  // The text may come from a server or a file: it must not create links or icons in the notification.
  const chosen = await vscode.window.showErrorMessage(sanitizeText(message, LONGEST_MESSAGE), step.title)
  if (chosen === step.title) await step.run()
}

function nextStep(error: unknown, log: vscode.LogOutputChannel): NextStep {
  const code = error instanceof ApiError ? error.code : undefined
  if (code === 'unauthorized' || (error instanceof AppError && error.reason === 'noKey')) {
    return {
      title: vscode.l10n.t('Set API Key'),
      run: () => vscode.commands.executeCommand('wanVace.setApiKey'),
    }
  }
  const billingUrl = error instanceof AppError ? billingUrlOf(error.detail) : undefined
  if (billingUrl !== undefined) {
    return {
      title: vscode.l10n.t('Open Billing'),
      run: () => vscode.env.openExternal(vscode.Uri.parse(billingUrl, true)),
    }
  }
  return { title: vscode.l10n.t('Show Log'), run: () => log.show() }
}

function isCancellation(error: unknown): boolean {
  if (error instanceof ApiError) return error.code === 'aborted'
  if (error instanceof AppError) return error.reason === 'cancelled'
  return error instanceof vscode.CancellationError
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
