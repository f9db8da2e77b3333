import type * as vscode from 'vscode'
import { DisposableStore } from '../common/disposableStore.ts'
import type { Connections } from '../connection/connections.ts'
import type { SandboxProcess } from '../connection/sandboxProcess.ts'
import type { ExtensionServices } from '../extensionServices.ts'
import { registerRemoveApiKey, registerSetApiKey } from './apiKey.ts'
import { registerCopyGenerationId, registerCopyVideoUrl } from './copy.ts'
import { registerExportJobs } from './exportJobs.ts'
import { type GenerateFlow, registerGenerate, registerGenerateAgain, registerGenerateFromUrl } from './generate.ts'
import { registerImportJobs } from './importJobs.ts'
import { type GenerationsView, type Previews, registerOpen, registerShowLog, registerShowMore } from './open.ts'
import { registerRecover } from './recover.ts'
import { registerRemove } from './remove.ts'
import { registerRetry } from './retry.ts'
import { registerStartSandbox, registerStopSandbox } from './sandbox.ts'
import { registerSaveAs } from './saveAs.ts'
import { registerShowRequest } from './showRequest.ts'
import { registerCheckAgain, registerDownloadAgain, registerStopTracking } from './tracking.ts'

/** The surfaces and parts that commands run. */
export interface CommandTargets {
  readonly connections: Connections
  readonly sandbox: SandboxProcess
  readonly generateFlow: GenerateFlow
  readonly previews: Previews
  readonly view: GenerationsView
}

/** Registers all commands. */
export function registerCommands(services: ExtensionServices, targets: CommandTargets): vscode.Disposable {
  const { connections, sandbox, generateFlow, previews, view } = targets
  const disposables = new DisposableStore()
  for (const disposable of [
    registerGenerate(services, generateFlow),
    registerGenerateFromUrl(services, generateFlow),
    registerGenerateAgain(services, generateFlow),
    registerRetry(services),
    registerOpen(services, previews),
    registerSaveAs(services),
    registerShowRequest(services),
    registerCopyVideoUrl(services),
    registerCopyGenerationId(services),
    registerCheckAgain(services),
    registerStopTracking(services),
    registerDownloadAgain(services),
    registerRemove(services),
    registerExportJobs(services),
    registerImportJobs(services),
    registerRecover(services),
    registerSetApiKey(services, connections),
    registerRemoveApiKey(services, connections),
    registerStartSandbox(services, sandbox),
    registerStopSandbox(services, sandbox),
    registerShowMore(services, view),
    registerShowLog(services),
  ]) {
    disposables.add(disposable)
  }
  return disposables
}
