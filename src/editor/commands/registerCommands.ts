import type * as vscode from 'vscode'
import type { ListOptions } from '../common/listOptions.ts'
import type { Connections } from '../connection/connections.ts'
import type { SandboxProcess } from '../connection/sandboxProcess.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import type { Comparisons } from './compare.ts'
import type { GenerateSurfaces } from './generate.ts'
import type { Previews } from './open.ts'
import { registerRequestDocuments } from './requestDocuments.ts'

/** The surfaces and parts that commands run. */
export interface CommandTargets {
  readonly connections: Connections
  readonly sandbox: SandboxProcess
  readonly generateSurfaces: GenerateSurfaces
  readonly previews: Previews
  readonly spending: { show(): Promise<void> }
  readonly comparisons: Comparisons
  readonly gallery: { show(): Promise<void> }
  readonly view: { readonly options: ListOptions; showMore(group: string): void }
}

/** Registers what the commands do. The code of a command is loaded when it runs for the first time. */
export function registerCommands(services: ExtensionServices, targets: CommandTargets): vscode.Disposable {
  const { connections, sandbox, generateSurfaces: surfaces, previews, comparisons, spending, gallery, view } = targets
  const { commands, connection, log } = services

  const register = (id: string, body: (argument: unknown) => Promise<void> | void) => commands.register(id, body)
  const registerForJob = (id: string, body: (argument: JobArgument) => Promise<void>) =>
    commands.register(id, async (argument: JobArgument) => {
      if (isGroup(argument)) return
      await services.ready()
      await body(argument)
    })
  // Commands that apply to all selected jobs. A keyboard shortcut passes only the row with the focus.
  const registerForJobs = (id: string, body: (argument: JobArgument, selected: unknown) => Promise<void>) =>
    commands.register(id, async (argument: JobArgument, selected: unknown) => {
      if (isGroup(argument)) return
      await services.ready()
      await body(argument, selected ?? selectedInPage(argument) ?? services.selection.containing(argument))
    })
  const registerForFile = (id: string, body: (file: unknown) => Promise<void>) => commands.register(id, body)

  registerForFile('wanVace.newGeneration', async (values) =>
    (await import('./generate.ts')).newGeneration(surfaces, values),
  )
  register('wanVace.generateFromTerminal', async () => (await import('./generate.ts')).generateFromTerminal(surfaces))
  register('wanVace.generate', async () => (await surfaces.quickPick()).start())
  register('wanVace.generateFromUrl', async () => (await import('./generate.ts')).generateFromUrl(surfaces))
  registerForFile('wanVace.generateFromFile', async (file) =>
    (await import('./generate.ts')).generateFromFile(surfaces, file),
  )
  registerForJob('wanVace.generateAgain', async (argument) =>
    (await import('./generate.ts')).generateAgain(services, surfaces, argument),
  )
  registerForJob('wanVace.changeAndGenerateAgain', async (argument) =>
    (await import('./generate.ts')).changeAndGenerateAgain(services, surfaces, argument),
  )
  registerForJob('wanVace.generateAgainQuickPick', async (argument) =>
    (await import('./generate.ts')).generateAgainQuickPick(services, surfaces, argument),
  )
  registerForJob('wanVace.generateVariations', async (argument) =>
    (await import('./generateVariations.ts')).generateVariations(services, argument),
  )
  registerForJob('wanVace.retry', async (argument) => (await import('./retry.ts')).retry(services, argument))

  registerForJob('wanVace.openBilling', async (argument) =>
    (await import('./openBilling.ts')).openBilling(services, argument),
  )

  registerForJob('wanVace.open', async (argument) => (await import('./open.ts')).open(services, previews, argument))
  registerForJob('wanVace.compareSource', async (argument) =>
    (await import('./compare.ts')).compareSource(services, comparisons, argument),
  )
  registerForJobs('wanVace.compare', async (argument, selected) =>
    (await import('./compare.ts')).compare(services, comparisons, argument, selected),
  )
  register('wanVace.exportComparison', () => comparisons.exportActive())
  registerForJob('wanVace.saveAs', async (argument) => (await import('./saveAs.ts')).saveAs(services, argument))
  registerForJob('wanVace.saveRequest', async (argument) =>
    (await import('./saveRequest.ts')).saveRequest(services, surfaces.forms, argument),
  )
  registerForJob('wanVace.copyRequest', async (argument) =>
    (await import('./copyRequest.ts')).copyRequest(services, surfaces.forms, argument),
  )
  registerForJobs('wanVace.saveAll', async (argument, selected) =>
    (await import('./saveAll.ts')).saveAll(services, argument, selected),
  )
  registerForJob('wanVace.showRequest', async (argument) =>
    (await import('./showRequest.ts')).showRequest(services, argument),
  )
  registerForJobs('wanVace.copyPath', async (argument, selected) =>
    (await import('./copy.ts')).copyPath(services, argument, selected),
  )
  registerForJob('wanVace.copyVideoUrl', async (argument) =>
    (await import('./copy.ts')).copyVideoUrl(services, argument),
  )
  registerForJob('wanVace.copyGenerationId', async (argument) =>
    (await import('./copy.ts')).copyGenerationId(services, argument),
  )
  registerForJob('wanVace.checkAgain', async (argument) =>
    (await import('./tracking.ts')).checkAgain(services, argument),
  )
  registerForJob('wanVace.downloadAgain', async (argument) =>
    (await import('./tracking.ts')).downloadAgain(services, argument),
  )
  registerForJob('wanVace.stopTracking', async (argument) =>
    (await import('./tracking.ts')).stopTracking(services, argument),
  )
  registerForJobs('wanVace.remove', async (argument, selected) =>
    (await import('./remove.ts')).remove(services, argument, selected),
  )
  registerForJob('wanVace.rename', async (argument) => (await import('./annotate.ts')).rename(services, argument))
  registerForJob('wanVace.editNote', async (argument) => (await import('./annotate.ts')).editNote(services, argument))
  registerForJobs('wanVace.editTags', async (argument, selected) =>
    (await import('./editTags.ts')).editTags(services, argument, selected),
  )
  registerForJobs('wanVace.addToFavorites', async (argument, selected) =>
    (await import('./annotate.ts')).addToFavorites(services, argument, selected),
  )
  registerForJobs('wanVace.removeFromFavorites', async (argument, selected) =>
    (await import('./annotate.ts')).removeFromFavorites(services, argument, selected),
  )

  registerForFile('wanVace.generateAll', async (file) => (await import('./generateAll.ts')).generateAll(services, file))
  registerForJob('wanVace.continueBatch', async (argument) =>
    (await import('./batch.ts')).continueBatch(services, argument),
  )
  registerForJob('wanVace.retryFailed', async (argument) =>
    (await import('./retryFailed.ts')).retryFailed(services, argument),
  )
  registerForJob('wanVace.compareBatch', async (argument) =>
    (await import('./compareBatch.ts')).compareBatch(services, argument),
  )
  registerForJob('wanVace.stopBatch', async (argument) => (await import('./batch.ts')).stopBatch(services, argument))

  registerForJobs('wanVace.exportJobs', async (argument, selected) =>
    (await import('./exportJobs.ts')).exportJobs(services, argument, selected),
  )
  register('wanVace.importJobs', async () => (await import('./importJobs.ts')).importJobs(services))
  register('wanVace.showSpending', () => spending.show())
  register('wanVace.recover', async () => (await import('./recover.ts')).recover(services))

  register('wanVace.setApiKey', async () => (await import('./apiKey.ts')).setApiKey(connections))
  register('wanVace.removeApiKey', async () => (await import('./apiKey.ts')).removeApiKey(connections))
  register('wanVace.startSandbox', async () => (await import('./sandbox.ts')).startSandbox(connection, sandbox))
  register('wanVace.manageSandbox', async () => (await import('./sandbox.ts')).manageSandbox(services, sandbox))
  register('wanVace.stopSandbox', async () => (await import('./sandbox.ts')).stopSandbox(services, sandbox))
  register('wanVace.getStarted', async () => (await import('./openSettings.ts')).getStarted())
  register('wanVace.openSettings', async () => (await import('./openSettings.ts')).openSettings())
  register('wanVace.showGallery', () => gallery.show())
  register('wanVace.showMore', (group: unknown) => view.showMore(typeof group === 'string' ? group : ''))
  register('wanVace.groupJobs', async () => (await import('./groupJobs.ts')).groupJobs(view.options))
  register('wanVace.filterJobs', async () => (await import('./filterJobs.ts')).filterJobs(services, view.options))
  register('wanVace.clearFilter', () => view.options.setFilter({}))
  register('wanVace.showLog', () => log.show())
  return registerRequestDocuments(services)
}

/** The context menu of a page passes its selection in the argument. */
function selectedInPage(argument: unknown): unknown {
  return (argument as { readonly selected?: unknown } | null | undefined)?.selected
}

/** Keyboard shortcuts also apply to rows that are neither a job nor a batch. */
function isGroup(argument: unknown): boolean {
  const kind: unknown = (argument as { readonly kind?: unknown } | null | undefined)?.kind
  return kind === 'group' || kind === 'more'
}
