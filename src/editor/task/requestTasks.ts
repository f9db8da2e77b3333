import * as vscode from 'vscode'
import type { ExtensionServices } from '../extensionServices.ts'
import { RequestTask } from './requestTask.ts'

const MAX_DETECTED = 100

/** Returns a task for each request file of the workspace. */
export async function detectTasks(
  services: ExtensionServices,
  memento: vscode.Memento,
  token: vscode.CancellationToken,
): Promise<vscode.Task[]> {
  const files = await vscode.workspace.findFiles('**/*.wanvace.json', '**/node_modules/**', MAX_DETECTED, token)
  return files.flatMap((uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri)
    if (!folder) return []
    const file = vscode.workspace.asRelativePath(uri, false)
    return [createTask(services, memento, { definition: { type: 'wanVace', file }, folder, name: file })]
  })
}

/** Returns the task of tasks.json with what it runs. */
export function resolveTask(
  services: ExtensionServices,
  memento: vscode.Memento,
  { definition, scope, name }: vscode.Task,
): vscode.Task | undefined {
  const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0]
  // With the same definition: the editor finds the task by it.
  return folder && createTask(services, memento, { definition, folder, name })
}

interface TaskParts {
  readonly definition: vscode.TaskDefinition
  readonly folder: vscode.WorkspaceFolder
  readonly name: string
}

function createTask(
  services: ExtensionServices,
  memento: vscode.Memento,
  { definition, folder, name }: TaskParts,
): vscode.Task {
  const execution = new vscode.CustomExecution(
    async ({ file }) => new RequestTask(services, memento, { folder, file: String(file) }),
  )
  return new vscode.Task(definition, folder, name, 'Wan VACE', execution, [])
}
