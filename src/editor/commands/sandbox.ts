import * as vscode from 'vscode'
import { isRunning } from '../../core/job/job.ts'
import type { SandboxProcess } from '../connection/sandboxProcess.ts'
import type { ConnectionService, ExtensionServices } from '../extensionServices.ts'

const STATUS_MESSAGE_MS = 4000

/** "Start Sandbox": connects this window to a local stand-in for the API until it is stopped or the window closes. */
export async function startSandbox(connection: ConnectionService, sandbox: SandboxProcess): Promise<void> {
  const location = vscode.ProgressLocation.Window
  await vscode.window.withProgress({ location, title: vscode.l10n.t('Starting sandbox…') }, () => sandbox.start())
  // Not awaited: the command ends before the notification does.
  void offerToGenerate(connection.baseUrl)
}

/** "Manage Sandbox": shows what can be done with the running sandbox. */
export async function manageSandbox(services: ExtensionServices, sandbox: SandboxProcess): Promise<void> {
  const { connection, log } = services
  if (!sandbox.isRunning) return showNotRunning()
  const { baseUrl } = connection
  const items: (vscode.QuickPickItem & { run(): unknown })[] = [
    {
      label: vscode.l10n.t('Copy Address'),
      description: baseUrl,
      iconPath: new vscode.ThemeIcon('copy'),
      run: () => copyAddress(baseUrl),
    },
    { label: vscode.l10n.t('Show Log'), iconPath: new vscode.ThemeIcon('output'), run: () => log.show() },
    {
      label: vscode.l10n.t('Stop Sandbox'),
      description: vscode.l10n.t('use the AI/ML API again'),
      iconPath: new vscode.ThemeIcon('beaker-stop'),
      run: () => stopSandbox(services, sandbox),
    },
  ]
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Wan VACE Sandbox'),
    placeHolder: vscode.l10n.t('The sandbox makes sample videos on this computer, for free.'),
  })
  await picked?.run()
}

/** "Stop Sandbox": asks first if generations would fail. */
export async function stopSandbox(services: ExtensionServices, sandbox: SandboxProcess): Promise<void> {
  if (!sandbox.isRunning) return showNotRunning()
  if (!(await confirmStop(services))) return
  sandbox.stop()
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The sandbox was stopped. This window uses the AI/ML API again.'),
  )
}

async function confirmStop({ jobs, connection }: ExtensionServices): Promise<boolean> {
  // Also a completed one whose video is not downloaded yet: the sandbox has the video.
  const unfinished = jobs
    .list()
    .filter((job) => job.apiOrigin === connection.origin && (isRunning(job) || job.nextAt !== undefined))
  if (unfinished.length === 0) return true
  const stop = vscode.l10n.t('Stop Sandbox')
  const question =
    unfinished.length === 1
      ? vscode.l10n.t('Stop the sandbox while 1 generation is running?')
      : vscode.l10n.t('Stop the sandbox while {0} generations are running?', unfinished.length)
  const detail = vscode.l10n.t('Running generations fail, because the sandbox does not store them. They cost nothing.')
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, stop)) === stop
}

async function copyAddress(baseUrl: string): Promise<void> {
  await vscode.env.clipboard.writeText(baseUrl)
  vscode.window.setStatusBarMessage(vscode.l10n.t('Address copied.'), STATUS_MESSAGE_MS)
}

function showNotRunning(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('No sandbox is running in this window.'))
}

async function offerToGenerate(sandboxUrl: string): Promise<void> {
  const generate = vscode.l10n.t('New Generation')
  const message = vscode.l10n.t(
    'The sandbox is running at {0}. Until you stop it, this window makes sample videos there, for free and without an API key.',
    sandboxUrl,
  )
  const chosen = await vscode.window.showInformationMessage(message, generate)
  if (chosen === generate) await vscode.commands.executeCommand('wanVace.newGeneration')
}
