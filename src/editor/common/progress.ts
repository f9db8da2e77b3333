import * as vscode from 'vscode'

/**
 * Runs `body` with a progress notification that the user can cancel. Rejects with `vscode.CancellationError` if the user
 * cancels, and with what `body` rejects with otherwise.
 */
export async function withCancellableProgress<T>(title: string, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true }
  return await vscode.window.withProgress(options, async (_progress, token) => {
    const controller = new AbortController()
    const subscription = token.onCancellationRequested(() => controller.abort())
    try {
      return await body(controller.signal)
    } catch (error) {
      if (controller.signal.aborted) throw new vscode.CancellationError()
      throw error
    } finally {
      subscription.dispose()
    }
  })
}
