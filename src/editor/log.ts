import * as vscode from 'vscode'

/** Creates the output channel. It receives the method, path, status, time and request ID of every call, but no key and no body. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Wan VACE', { log: true })
}
