import * as vscode from 'vscode'

/** Receives the time that a request waits for the rate limit, in milliseconds, and 0 when it is sent. */
export type OnWait = (waitMs: number) => void

/** What happens to a request while `withSubmitProgress` runs. */
export function submitProgressText(waitMs: number): string {
  return waitMs > 0 ? vscode.l10n.t('Sending in {0} s…', Math.ceil(waitMs / 1000)) : vscode.l10n.t('Sending request…')
}

/** Shows the progress of `work`, which sends a request, in the status bar and the Generations view. */
export function withSubmitProgress<T>(work: (onWait: OnWait) => Promise<T>): Promise<T> {
  const done = Promise.withResolvers<T>()
  const inStatusBar = { location: vscode.ProgressLocation.Window, title: 'Wan VACE' }
  // The view may be hidden, and its progress has no text.
  void vscode.window.withProgress(inStatusBar, async (progress) => {
    const onWait = (waitMs: number) => progress.report({ message: submitProgressText(waitMs) })
    onWait(0)
    done.resolve(work(onWait))
    await done.promise.catch(ignoreError)
  })
  return Promise.resolve(vscode.window.withProgress({ location: { viewId: 'wanVace.jobs' } }, () => done.promise))
}

/** The caller handles the error. */
function ignoreError(): void {}
