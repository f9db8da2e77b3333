import type * as vscode from 'vscode'
import { registerCopyGenerationId } from './editor/commands/copyGenerationId.ts'
import { registerCopyVideoUrl } from './editor/commands/copyVideoUrl.ts'
import { registerDownloadAgain } from './editor/commands/downloadAgain.ts'
import { registerExportJobs } from './editor/commands/exportJobs.ts'
import { registerGenerate } from './editor/commands/generate.ts'
import { registerGenerateAgain } from './editor/commands/generateAgain.ts'
import { registerGenerateFromUrl } from './editor/commands/generateFromUrl.ts'
import { registerImportJobs } from './editor/commands/importJobs.ts'
import { registerLookAgain } from './editor/commands/checkAgain.ts'
import { registerRecover } from './editor/commands/recover.ts'
import { registerRemove } from './editor/commands/remove.ts'
import { registerRemoveApiKey } from './editor/commands/removeApiKey.ts'
import { registerRetry } from './editor/commands/retry.ts'
import { showError } from './editor/commands/registerCommand.ts'
import { registerSaveAs } from './editor/commands/saveAs.ts'
import { registerSetApiKey } from './editor/commands/setApiKey.ts'
import { registerShowLog } from './editor/commands/showLog.ts'
import { registerShowMore } from './editor/commands/showMore.ts'
import { registerShowRequest } from './editor/commands/showRequest.ts'
import { registerStartSandbox } from './editor/commands/startSandbox.ts'
import { registerStopSandbox } from './editor/commands/stopSandbox.ts'
import { registerStopWatching } from './editor/commands/stopTracking.ts'
import { createConnections } from './editor/connection/createConnections.ts'
import { registerConnectionStatus } from './editor/connection/connectionStatus.ts'
import { JobsHost } from './editor/jobService.ts'
import { registerVideoUrlContext } from './editor/links/registerVideoUrlContext.ts'
import { createLog } from './editor/log.ts'
import { registerNotices } from './editor/notifications/registerNotifications.ts'
import { registerPreview } from './editor/preview/registerPreview.ts'
import { Drafts } from './editor/quickPick/draft.ts'
import { SandboxProcess } from './editor/connection/sandboxProcess.ts'
import { registerStatusBar } from './editor/statusBar/registerStatusBar.ts'
import type { Studio } from './editor/extensionServices.ts'
import { registerTree } from './editor/tree/registerTree.ts'

/** Builds the parts, hands them to each other, registers the surfaces. Opens no connection and asks for nothing. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part)
    return part
  }
  const log = own(createLog())
  const { connections, network } = createConnections(context, log)
  const jobs = own(
    await JobsHost.open(context.globalStorageUri.fsPath, { connection: connections, fetch: network.resultFetch, log }),
  )
  const { extensionUri } = context
  const studio: Studio = { extensionUri, jobs: jobs.reader, actions: jobs.actions, connection: connections, log }
  const sandbox = own(new SandboxProcess(extensionUri, connections, log))
  const drafts = new Drafts()

  const view = own(registerTree(studio))
  const notices = own(registerNotices(studio))
  for (const surface of [registerStatusBar, registerPreview]) own(surface(studio))
  own(registerConnectionStatus(connections))
  own(registerVideoUrlContext())
  own(connections.onDidChange(() => jobs.connectionChanged()))

  for (const register of [registerGenerate, registerGenerateFromUrl, registerGenerateAgain])
    own(register(studio, drafts))
  for (const register of [registerCopyGenerationId, registerCopyVideoUrl, registerSaveAs, registerShowRequest])
    own(register(studio))
  for (const register of [
    registerDownloadAgain,
    registerLookAgain,
    registerRetry,
    registerStopWatching,
    registerRemove,
  ])
    own(register(studio))
  for (const register of [registerExportJobs, registerImportJobs, registerRecover, registerShowLog])
    own(register(studio))
  for (const register of [registerSetApiKey, registerRemoveApiKey]) own(register(studio, connections))
  for (const register of [registerStartSandbox, registerStopSandbox]) own(register(studio, sandbox))
  own(registerShowMore(studio, view))

  await jobs.start((job) => notices.show(job))
  if (jobs.trouble !== undefined) void showError(jobs.trouble, log, 'activation')
}
