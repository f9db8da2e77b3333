import type * as vscode from 'vscode'
import { registerCheckAgain } from './editor/commands/checkAgain.ts'
import { registerCopyGenerationId } from './editor/commands/copyGenerationId.ts'
import { registerCopyVideoUrl } from './editor/commands/copyVideoUrl.ts'
import { registerDownloadAgain } from './editor/commands/downloadAgain.ts'
import { registerExportJobs } from './editor/commands/exportJobs.ts'
import { registerGenerate } from './editor/commands/generate.ts'
import { registerGenerateAgain } from './editor/commands/generateAgain.ts'
import { registerGenerateFromUrl } from './editor/commands/generateFromUrl.ts'
import { registerImportJobs } from './editor/commands/importJobs.ts'
import { registerRecover } from './editor/commands/recover.ts'
import { registerRemove } from './editor/commands/remove.ts'
import { registerRemoveApiKey } from './editor/commands/removeApiKey.ts'
import { registerRetry } from './editor/commands/retry.ts'
import { registerSaveAs } from './editor/commands/saveAs.ts'
import { registerSetApiKey } from './editor/commands/setApiKey.ts'
import { registerShowLog } from './editor/commands/showLog.ts'
import { registerShowMore } from './editor/commands/showMore.ts'
import { registerShowRequest } from './editor/commands/showRequest.ts'
import { registerStartSandbox } from './editor/commands/startSandbox.ts'
import { registerStopSandbox } from './editor/commands/stopSandbox.ts'
import { registerStopTracking } from './editor/commands/stopTracking.ts'
import { ContextKeys } from './editor/common/contextKeys.ts'
import { DisposableStore } from './editor/common/disposableStore.ts'
import { showError } from './editor/common/showError.ts'
import { registerConnectionStatus } from './editor/connection/connectionStatus.ts'
import { createConnections } from './editor/connection/createConnections.ts'
import { SandboxProcess } from './editor/connection/sandboxProcess.ts'
import type { ExtensionServices } from './editor/extensionServices.ts'
import { JobService } from './editor/jobService.ts'
import { registerVideoUrlContext } from './editor/links/registerVideoUrlContext.ts'
import { createLog } from './editor/log.ts'
import { registerNotifications } from './editor/notifications/registerNotifications.ts'
import { registerPreview } from './editor/preview/registerPreview.ts'
import { Drafts } from './editor/quickPick/draft.ts'
import { registerStatusBar } from './editor/statusBar/registerStatusBar.ts'
import { registerTree } from './editor/tree/registerTree.ts'

/** Builds the parts, hands them to each other, registers the surfaces. Opens no connection and asks for nothing. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const disposables = new DisposableStore()
  context.subscriptions.push(disposables)
  const log = disposables.add(createLog())
  const { connections, network } = createConnections(context, disposables, log)
  const jobs = disposables.add(
    await JobService.open(context.globalStorageUri.fsPath, {
      connection: connections,
      fetch: network.resultFetch,
      log,
    }),
  )
  const { extensionUri } = context
  const services: ExtensionServices = {
    extensionUri,
    jobs: jobs.reader,
    actions: jobs.actions,
    connection: connections,
    contextKeys: new ContextKeys(),
    log,
  }
  const sandbox = disposables.add(new SandboxProcess(extensionUri, connections, log))
  const drafts = new Drafts()

  const view = disposables.add(registerTree(services))
  const notices = disposables.add(registerNotifications(services))
  for (const surface of [registerStatusBar, registerPreview]) disposables.add(surface(services))
  disposables.add(registerConnectionStatus(connections, services.contextKeys))
  disposables.add(registerVideoUrlContext(services.contextKeys))
  disposables.add(connections.onDidChange(() => jobs.connectionChanged()))

  for (const register of [registerGenerate, registerGenerateFromUrl, registerGenerateAgain])
    disposables.add(register(services, drafts))
  for (const register of [registerCopyGenerationId, registerCopyVideoUrl, registerSaveAs, registerShowRequest])
    disposables.add(register(services))
  for (const register of [
    registerDownloadAgain,
    registerCheckAgain,
    registerRetry,
    registerStopTracking,
    registerRemove,
  ])
    disposables.add(register(services))
  for (const register of [registerExportJobs, registerImportJobs, registerRecover, registerShowLog])
    disposables.add(register(services))
  for (const register of [registerSetApiKey, registerRemoveApiKey]) disposables.add(register(services, connections))
  for (const register of [registerStartSandbox, registerStopSandbox]) disposables.add(register(services, sandbox))
  disposables.add(registerShowMore(services, view))

  await jobs.start((job) => notices.show(job))
  if (jobs.trouble !== undefined) void showError(jobs.trouble, log, 'activation')
}
