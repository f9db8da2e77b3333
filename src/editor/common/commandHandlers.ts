import type * as vscode from 'vscode'
import { showError } from './showError.ts'

type Handler = (...args: unknown[]) => Promise<void> | void

/** What the commands do. Each command itself is registered at activation, before its handler is loaded. */
export class CommandHandlers {
  readonly #log: vscode.LogOutputChannel
  readonly #handlers = new Map<string, Handler>()

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log
  }

  /** Sets what a command does. Its arguments can be anything that a keyboard shortcut passes. */
  register<A extends unknown[]>(id: string, handler: (...args: A) => Promise<void> | void): void {
    if (this.#handlers.has(id)) throw new Error(`The command ${id} has a handler.`)
    this.#handlers.set(id, handler as Handler)
  }

  /** Runs a command. An error is shown once, with a next step. Never rejects. */
  async run(id: string, args: readonly unknown[]): Promise<void> {
    try {
      await this.#handlers.get(id)?.(...args)
    } catch (error) {
      // Not awaited: a command ends with its work, not when the user closes the notification.
      void showError(error, this.#log, id)
    }
  }
}
