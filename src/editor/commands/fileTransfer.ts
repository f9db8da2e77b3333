import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as vscode from 'vscode'

export const JSON_LINES = 'jsonl'

/**
 * Runs `body` with a path on this computer for `uri`: its own, or for a file of another file system that of a copy,
 * which is deleted afterwards. The copy is made by `body` where it writes, by `before` where it reads.
 */
export async function withLocalPath<T>(
  uri: vscode.Uri,
  body: (path: string) => Promise<T>,
  steps: { readonly before?: boolean; readonly after?: boolean },
): Promise<T> {
  if (uri.scheme === 'file') return await body(uri.fsPath)
  const folder = mkdtempSync(join(tmpdir(), 'wan-vace-'))
  const path = join(folder, `jobs.${JSON_LINES}`)
  try {
    if (steps.before) await vscode.workspace.fs.copy(uri, vscode.Uri.file(path))
    const result = await body(path)
    if (steps.after) await vscode.workspace.fs.copy(vscode.Uri.file(path), uri, { overwrite: true })
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Work with a notification that shows it and can call it off. */
export async function withCancellableProgress<T>(title: string, body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true }
  return await vscode.window.withProgress(options, async (_progress, token) => {
    const stop = new AbortController()
    const subscription = token.onCancellationRequested(() => stop.abort())
    try {
      return await body(stop.signal)
    } catch (error) {
      if (stop.signal.aborted) throw new vscode.CancellationError()
      throw error
    } finally {
      subscription.dispose()
    }
  })
}
