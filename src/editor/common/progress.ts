import * as vscode from 'vscode'

/**
 * Runs `body` with a progress notification that the user can cancel. Rejects with `vscode.CancellationError` if the user
 * cancels and `body` rejects, and with what `body` rejects with otherwise. `report` shows the share that is done, from 0 to 1.
 */
export async function withCancellableProgress<T>(
  title: string,
  body: (signal: AbortSignal, report: (share: number) => void) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true }
  return await vscode.window.withProgress(options, async (progress, token) => {
    let reported = 0
    const report = (share: number) => {
      progress.report({ increment: (share - reported) * 100 })
      reported = share
    }
    const controller = new AbortController()
    const subscription = token.onCancellationRequested(() => controller.abort())
    try {
      return await body(controller.signal, report)
    } catch (error) {
      if (controller.signal.aborted) throw new vscode.CancellationError()
      throw error
    } finally {
      subscription.dispose()
    }
  })
}
