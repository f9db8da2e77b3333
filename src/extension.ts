import * as vscode from 'vscode'
import type { CommandHandlers } from './editor/common/commandHandlers.ts'

/**
 * Registers the commands in package.json, and loads everything else after activation, so that other extensions do not wait.
 * A command that runs before that waits. The build fails if this file imports code.
 */
export function activate(context: vscode.ExtensionContext): void {
  const started = Promise.withResolvers<CommandHandlers>()
  for (const id of commandIds(context.extension.packageJSON)) {
    const run = async (...args: unknown[]) => (await started.promise).run(id, args)
    context.subscriptions.push(vscode.commands.registerCommand(id, run))
  }
  let isDisposed = false
  context.subscriptions.push({
    dispose: () => {
      isDisposed = true
    },
  })
  const load = async () => {
    const { start } = await import('./main.ts')
    if (!isDisposed) started.resolve(start(context))
  }
  setImmediate(() => {
    load().catch((error: unknown) => {
      started.reject(error)
      void vscode.window.showErrorMessage(vscode.l10n.t('Wan VACE Studio could not be started: {0}', String(error)))
    })
  })
  // Each command reports the error as well.
  started.promise.catch(() => {})
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] }
}

function commandIds(manifest: Manifest): string[] {
  return manifest.contributes.commands.map(({ command }) => command)
}
