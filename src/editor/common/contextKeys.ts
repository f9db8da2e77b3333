import * as vscode from 'vscode'

/** A key that `when` clauses in package.json read. */
export type ContextKey = `wanVace.${string}`

/** Sets context keys. An unchanged value costs no call to the editor. */
export class ContextKeys {
  readonly #values = new Map<ContextKey, boolean>()

  set(key: ContextKey, value: boolean): void {
    if (this.#values.get(key) === value) return
    this.#values.set(key, value)
    void vscode.commands.executeCommand('setContext', key, value)
  }
}
