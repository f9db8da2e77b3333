import * as vscode from 'vscode'

/** The log channel. It hears of every call: method, path, status, time, request id; never of a key or of a body. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Wan VACE', { log: true })
}
