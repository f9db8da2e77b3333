import * as vscode from 'vscode'
import { ApiError } from '../../api/errors.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'

const LONGEST_MESSAGE = 1000

/** What the boundary needs of the log: a place to write to, and a way to show it. */
export type CommandLog = Pick<vscode.LogOutputChannel, 'error' | 'show'>

/** Offered as a button beside an error. */
interface NextStep {
  readonly title: string
  run(): unknown
}

/**
 * Registers a command. This is the only place that shows errors: what `body` throws is shown once, with what to do
 * next as a button. `AppError('cancelled')` is silent. The command itself never rejects.
 */
export function command<A extends unknown[]>(
  id: string,
  log: CommandLog,
  body: (...args: A) => Promise<void> | void,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: A): Promise<void> => {
    try {
      await body(...args)
    } catch (error) {
      // Not awaited: a command is over when its work is, not when somebody closes its notification.
      void showError(error, log, id)
    }
  })
}

/** Shows any error with its next step; for work that no command started. Never rejects. */
export async function showError(error: unknown, log: CommandLog, source: string): Promise<void> {
  if (isCancellation(error)) return
  log.error(`${source}: ${error instanceof AppError ? error.message : stackOf(error)}`)
  // Loaded on first use: activation needs no error texts.
  const { errorText } = await import('../presentation/errorText.ts')
  const message =
    error instanceof AppError
      ? errorText(error.detail, vscode.l10n)
      : vscode.l10n.t('Unexpected error: {0}', messageOf(error))
  const step = nextStep(error, log)
  // An error's words may come from a server or a file: never a link or an icon in the notification.
  const chosen = await vscode.window.showErrorMessage(sanitizeText(message, LONGEST_MESSAGE), step.title)
  if (chosen === step.title) await step.run()
}

function nextStep(error: unknown, log: CommandLog): NextStep {
  const kind = error instanceof ApiError ? error.kind : undefined
  if (kind === 'unauthorized' || (error instanceof AppError && error.reason === 'noKey')) {
    return {
      title: vscode.l10n.t('Set API Key'),
      run: () => vscode.commands.executeCommand('wanVace.setApiKey'),
    }
  }
  const billingUrl = error instanceof ApiError ? error.details.billingUrl : undefined
  if (kind === 'outOfCredits' && billingUrl) {
    return {
      title: vscode.l10n.t('Open Billing'),
      run: () => vscode.env.openExternal(vscode.Uri.parse(billingUrl, true)),
    }
  }
  return { title: vscode.l10n.t('Show Log'), run: () => log.show() }
}

function isCancellation(error: unknown): boolean {
  if (error instanceof ApiError) return error.kind === 'aborted'
  if (error instanceof AppError) return error.reason === 'cancelled'
  return error instanceof vscode.CancellationError
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
