import type * as vscode from 'vscode'
import { registerCommands } from './editor/commands/registerCommands.ts'
import { CommandHandlers } from './editor/common/commandHandlers.ts'
import { ContextKeys } from './editor/common/contextKeys.ts'
import { DisposableStore } from './editor/common/disposableStore.ts'
import { JobSelection } from './editor/common/jobSelection.ts'
import { showError } from './editor/common/showError.ts'
import { registerCompare } from './editor/compare/registerCompare.ts'
import { registerConnectionStatus } from './editor/connection/connectionStatus.ts'
import { Costs } from './editor/connection/costs.ts'
import { createConnections } from './editor/connection/createConnections.ts'
import { SandboxProcess } from './editor/connection/sandboxProcess.ts'
import type { ExtensionServices } from './editor/extensionServices.ts'
import { registerForm } from './editor/form/registerForm.ts'
import { registerGallery } from './editor/gallery/registerGallery.ts'
import { JobService } from './editor/jobService.ts'
import { registerVideoLinks } from './editor/links/registerVideoLinks.ts'
import { registerVideoUrlContext } from './editor/links/registerVideoUrlContext.ts'
import { createLog } from './editor/log.ts'
import { registerNotifications } from './editor/notifications/registerNotifications.ts'
import { registerPreview } from './editor/preview/registerPreview.ts'
import { createGenerateFlow } from './editor/quickPick/createGenerateFlow.ts'
import { registerWalkthrough } from './editor/registerWalkthrough.ts'
import { registerRequestFiles } from './editor/requestFile/registerRequestFiles.ts'
import { registerSpending } from './editor/spending/registerSpending.ts'
import { registerStatusBar } from './editor/statusBar/registerStatusBar.ts'
import { registerTasks } from './editor/task/registerTasks.ts'
import { registerTree } from './editor/tree/registerTree.ts'

/**
 * The composition root: creates the parts, connects them and registers the surfaces. Opens no network connection. Returns
 * the handlers of the commands.
 */
export function start(context: vscode.ExtensionContext): CommandHandlers {
  const disposables = new DisposableStore()
  context.subscriptions.push(disposables)

  const log = disposables.add(createLog())
  const { connections, network } = createConnections(context, disposables, log)
  const jobs = disposables.add(
    new JobService(context.globalStorageUri.fsPath, {
      connection: connections,
      fetch: network.resultFetch,
      estimate: (request, connection) => costs.estimate(request, connection),
      log,
      onRepair: async (repair) => (await import('./editor/notifications/showRepair.ts')).showRepair(repair, log),
    }),
  )
  const { globalState: memento } = context
  const { reader, actions } = jobs
  const costs: Costs = disposables.add(
    new Costs({ connection: connections, network, jobs: reader, actions, memento, log }),
  )
  const services: ExtensionServices = {
    extensionUri: context.extensionUri,
    storageUri: context.globalStorageUri,
    jobs: reader,
    actions,
    ready: jobs.ready,
    connection: connections,
    costs,
    commands: new CommandHandlers(log),
    contextKeys: new ContextKeys(),
    selection: new JobSelection(),
    log,
  }
  const sandbox = disposables.add(new SandboxProcess(context.extensionUri, connections, log))

  const view = disposables.add(registerTree(services, context.workspaceState))
  const { forms } = disposables.add(registerForm(services, context.workspaceState))
  const previews = disposables.add(registerPreview(services, forms))
  const comparisons = disposables.add(registerCompare(services))
  const notifications = disposables.add(registerNotifications(services, previews))
  disposables.add(registerStatusBar(services))
  disposables.add(registerConnectionStatus(connections, services.contextKeys))
  disposables.add(registerWalkthrough(services.contextKeys))
  disposables.add(registerTasks(services, context.workspaceState))
  disposables.add(registerVideoUrlContext(services.contextKeys))
  disposables.add(registerVideoLinks(services))
  disposables.add(registerRequestFiles(services, forms))
  const generateSurfaces = { forms, quickPick: createGenerateFlow(services) }
  const gallery = disposables.add(registerGallery(services))
  const spending = disposables.add(registerSpending(services))
  disposables.add(
    registerCommands(services, {
      connections,
      sandbox,
      generateSurfaces,
      previews,
      comparisons,
      spending,
      gallery,
      view,
    }),
  )

  disposables.add(connections.onDidChange(() => jobs.connectionChanged()))
  jobs.ready().catch((error: unknown) => showError(error, log, 'activation'))
  void jobs.start(notifications)
  return services.commands
}
