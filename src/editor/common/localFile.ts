import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import * as vscode from 'vscode'

/** Runs `body` with a local path to read `uri` from: its own, or for a virtual file system that of a temporary copy. */
export function readLocally<T>(uri: vscode.Uri, body: (path: string) => Promise<T>): Promise<T> {
  return withLocalPath(uri, async (path, copy) => {
    if (copy) await vscode.workspace.fs.copy(uri, copy)
    return await body(path)
  })
}

/** Runs `body` with a local path to write to. For a virtual file system, the file is copied to `uri` afterwards. */
export function writeLocally(uri: vscode.Uri, body: (path: string) => Promise<void>): Promise<void> {
  return withLocalPath(uri, async (path, copy) => {
    await body(path)
    if (copy) await vscode.workspace.fs.copy(copy, uri, { overwrite: true })
  })
}

/** `copy` is undefined if `path` is the file itself. A copy is deleted when `body` ends. */
async function withLocalPath<T>(
  uri: vscode.Uri,
  body: (path: string, copy: vscode.Uri | undefined) => Promise<T>,
): Promise<T> {
  if (uri.scheme === 'file') return await body(uri.fsPath, undefined)
  const folder = mkdtempSync(join(tmpdir(), 'wan-vace-'))
  const path = join(folder, basename(uri.path) || 'file')
  try {
    return await body(path, vscode.Uri.file(path))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
