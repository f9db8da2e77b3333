import * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'

/** Registers the tasks that generate the videos of request files. `memento` is that of the workspace. */
export function registerTasks(services: ExtensionServices, memento: vscode.Memento): vscode.Disposable {
  const load = () => import('./requestTasks.ts')
  return vscode.tasks.registerTaskProvider('wanVace', {
    provideTasks: async (token) => (await load()).detectTasks(services, memento, token),
    resolveTask: async (task) => (await load()).resolveTask(services, memento, task),
  })
}
