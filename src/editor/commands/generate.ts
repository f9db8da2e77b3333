import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { GenerationRequest, Job } from '../../core/job/job.ts'
import { resolveJob } from '../common/resolveJob.ts'
import { videoUrlOf, visibleVideoUrls } from '../common/videoUrlInEditor.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'

/** Prompts for a request step by step and generates it. What the user entered before canceling is offered again. */
export interface GenerateFlow {
  start(): Promise<void>
  /** Skips the first step, with `videoUrl` as the source video. */
  startFromUrl(videoUrl: string): Promise<void>
  /** Opens the summary of a job's request, to change it. */
  startFromJob(job: Job, request: GenerationRequest): Promise<void>
}

/** "Generate from This Video URL". */
export async function generateFromUrl(flow: GenerateFlow): Promise<void> {
  const url = await urlInActiveEditor()
  if (url !== undefined) await flow.startFromUrl(url)
}

/** "Generate Again with Changes". */
export async function generateAgain(
  services: ExtensionServices,
  flow: GenerateFlow,
  argument: JobArgument,
): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'generateAgain',
    placeHolder: vscode.l10n.t('Select a generation to change and generate again'),
    none: vscode.l10n.t('There are no requests to change.'),
  })
  if (!job) return
  const request = services.jobs.request(job.id)
  if (!request) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  await flow.startFromJob(job, request)
}

/** The URL at the cursor, or one of the visible URLs that the user picks: the menu may open next to a URL. */
async function urlInActiveEditor(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor
  const url = editor && videoUrlOf(editor)
  if (url !== undefined || !editor) return url
  const urls = visibleVideoUrls(editor)
  if (urls.length > 0) {
    return vscode.window.showQuickPick(urls, { placeHolder: vscode.l10n.t('Select a video URL') })
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The cursor is not on a video URL. Place it on the http or https URL of a video file.'),
  )
  return undefined
}
