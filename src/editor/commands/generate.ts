import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { GenerationRequest, Job, RequestValues } from '../../core/job/job.ts'
import { urlInText } from '../../core/text/videoUrl.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { videoUrlOf, visibleVideoUrls } from '../common/videoUrlInEditor.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import type { ActiveForms } from './activeForm.ts'

/** The form in which the user enters a request. What the user entered before is shown again. */
export interface Forms extends ActiveForms {
  /** Sets `values` in the form. Its `video_url` can be the URI of a local file. */
  showNew(values?: RequestValues): void
  /** Shows the request of a job, to change it. Throws `AppError('invalid')` if it is unknown or not supported. */
  showAgain(jobId: string): void
  /** Like `showAgain`, at the parameter that the service rejected. */
  showRejected(jobId: string): void
}

/** Prompts for a request step by step and generates it. What the user entered before canceling is offered again. */
export interface QuickPick {
  start(): Promise<void>
  /** Opens the summary of a job's request, to change it. */
  startFromJob(job: Job, request: GenerationRequest): Promise<void>
}

/** The surfaces for entering a request. The code of each is loaded on first use. */
export interface GenerateSurfaces {
  readonly forms: () => Promise<Forms>
  readonly quickPick: () => Promise<QuickPick>
}

/** "New Generation". A keyboard shortcut or another extension can pass values, by the API's names of the parameters. */
export async function newGeneration({ forms }: GenerateSurfaces, values: unknown): Promise<void> {
  const isObject = typeof values === 'object' && values !== null
  ;(await forms()).showNew(isObject ? { ...values } : undefined)
}

/** "Generate from This Video URL" in a terminal: uses the selected text. */
export async function generateFromTerminal({ forms }: GenerateSurfaces): Promise<void> {
  const url = urlInText(await selectedTerminalText())
  if (url !== undefined) (await forms()).showNew({ video_url: url })
  else void vscode.window.showInformationMessage(vscode.l10n.t('The selected text is not a URL. Select the whole URL.'))
}

/** The editor has no other API for the selection of a terminal. Leaves the clipboard as it was. */
async function selectedTerminalText(): Promise<string> {
  const { clipboard } = vscode.env
  const before = await clipboard.readText()
  await clipboard.writeText('')
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection')
    return await clipboard.readText()
  } finally {
    await clipboard.writeText(before)
  }
}

/** "Generate from This Video URL". */
export async function generateFromUrl({ forms }: GenerateSurfaces): Promise<void> {
  const url = await urlInActiveEditor()
  if (url !== undefined) (await forms()).showNew({ video_url: url })
}

/** "Generate from This Video". `file` is the file that a menu opened on; by default, the file of the active tab. */
export async function generateFromFile({ forms }: GenerateSurfaces, file: unknown): Promise<void> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input
  const active = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined
  // The title bar can pass the resource of the tab that was active before, which is the form.
  const uri = file instanceof vscode.Uri && file.scheme !== 'webview-panel' ? file : active
  if (uri) (await forms()).showNew({ video_url: uri.toString() })
}

/** "Generate Again with Changes". */
export async function generateAgain(
  services: ExtensionServices,
  { forms }: GenerateSurfaces,
  argument: JobArgument,
): Promise<void> {
  const job = await jobToChange(services, argument)
  if (job) (await forms()).showAgain(job.id)
}

/** "Change and Generate Again": opens the form at the parameter that the service rejected. */
export async function changeAndGenerateAgain(
  services: ExtensionServices,
  { forms }: GenerateSurfaces,
  argument: JobArgument,
): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'changeAndGenerateAgain',
    placeHolder: vscode.l10n.t('Select a rejected request to change'),
    none: vscode.l10n.t('There are no rejected requests.'),
  })
  if (job) (await forms()).showRejected(job.id)
}

/** "Generate Again with Changes (Quick Pick)". */
export async function generateAgainQuickPick(
  services: ExtensionServices,
  { quickPick }: GenerateSurfaces,
  argument: JobArgument,
): Promise<void> {
  const job = await jobToChange(services, argument)
  if (!job) return
  const request = services.jobs.request(job.id)
  if (!request) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  await (await quickPick()).startFromJob(job, request)
}

function jobToChange(services: ExtensionServices, argument: JobArgument): Promise<Job | undefined> {
  return resolveJob(services, argument, {
    action: 'generateAgain',
    placeHolder: vscode.l10n.t('Select a generation to change and generate again'),
    none: vscode.l10n.t('There are no requests to change.'),
  })
}

/** The URL at the cursor, or one of the visible URLs that the user picks: the menu may open next to a URL. */
async function urlInActiveEditor(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor
  if (!editor) return undefined

  const url = videoUrlOf(editor)
  if (url !== undefined) return url
  const urls = visibleVideoUrls(editor)
  if (urls.length > 0) {
    return vscode.window.showQuickPick(urls, { placeHolder: vscode.l10n.t('Select a video URL') })
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The cursor is not on a video URL. Place it on the URL of a video file, or select a whole URL.'),
  )
  return undefined
}
