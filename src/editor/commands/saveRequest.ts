import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { RequestValues } from '../../core/job/job.ts'
import { MEDIA_TYPES } from '../../core/model/mediaTypes.ts'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { findModel } from '../../core/model/models.ts'
import { findParameter, type Media, type Model } from '../../core/model/parameter.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { fileNameOf } from '../common/fileNameOf.ts'
import { copyNextTo, createNextTo, exists, type LocalMedia, usableMediaPath } from '../common/mediaNextToFile.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videoFileName } from '../presentation/videoFileName.ts'
import { type ActiveForm, type ActiveForms, activeForm } from './activeForm.ts'

const EXTENSION = '.wanvace.json'

type SavedRequest = Pick<ActiveForm, 'model' | 'files' | 'values'> & {
  /** Suggested, without the extension. */
  readonly name: string
}

/**
 * "Save Request to File": writes the request of a job or of the form to a request file, and the files that the request file
 * cannot name next to it. Asks before it overwrites a request file, and never overwrites another file.
 */
export async function saveRequest(
  services: ExtensionServices,
  forms: () => Promise<ActiveForms>,
  argument: JobArgument | vscode.Uri,
): Promise<void> {
  const form = await activeForm(forms, argument)
  const request = form ? requestOfForm(form) : await requestOfJob(services, argument as JobArgument)
  const uri = request && (await askForFile(request.name))
  if (!uri) return
  const paths = new Map<string, string>()
  for (const file of request.files) paths.set(file.uri.toString(), await pathFor(uri, file))
  const values = await writeMedia(
    uri,
    request.model,
    request.values((file) => paths.get(file.toString()) ?? file.toString()),
  )
  const content = request.model === POSE_MODEL ? values : { model: request.model.id, ...values }
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`))
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri))
}

function requestOfForm(form: ActiveForm): SavedRequest {
  const { prompt } = form.values(String)
  const name = videoFileName({ id: 'request', prompt: typeof prompt === 'string' ? prompt : '' })
  return { model: form.model, files: form.files, values: (pathOf) => form.values(pathOf), name: withoutExtension(name) }
}

async function requestOfJob(services: ExtensionServices, argument: JobArgument): Promise<SavedRequest | undefined> {
  const job = await resolveJob(services, argument, {
    action: 'saveRequest',
    placeHolder: vscode.l10n.t('Select a generation to save its request'),
    none: vscode.l10n.t('There are no requests to save.'),
  })
  if (!job) return undefined
  const request = services.jobs.request(job.id)
  const model = request && findModel(request.model)
  if (!request || !model) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  return { model, files: [], values: () => request.values, name: withoutExtension(videoFileName(job)) }
}

/** Returns undefined if the user cancels. */
async function askForFile(name: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Request'),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name + EXTENSION) } : {}),
    // The dialogs don't know extensions with a dot.
    filters: { [vscode.l10n.t('Request Files')]: ['json'] },
  })
  if (!target || target.path.endsWith(EXTENSION)) return target
  const uri = target.with({ path: target.path.replace(/(?:\.json)?$/, EXTENSION) })
  // The dialog asked about another name.
  return !(await exists(uri)) || (await confirmReplace(uri)) ? uri : undefined
}

async function confirmReplace(uri: vscode.Uri): Promise<boolean> {
  const name = sanitizeText(fileNameOf(uri))
  const message = vscode.l10n.t('A file with the name {0} already exists. Do you want to replace it?', name)
  const button = vscode.l10n.t('Replace')
  return (await vscode.window.showWarningMessage(message, { modal: true }, button)) === button
}

/** The path of a local file. Copies it next to the request file if the request file cannot name it. */
async function pathFor(requestFile: vscode.Uri, file: LocalMedia): Promise<string> {
  return (await usableMediaPath(requestFile, file)) ?? (await copyNextTo(requestFile, file))
}

/** Writes each `data:` URI to a new file next to the request file. Returns the values with the names of the files. */
async function writeMedia(uri: vscode.Uri, model: Model, values: RequestValues): Promise<RequestValues> {
  const base = fileNameOf(uri).slice(0, -EXTENSION.length)
  const written: [string, unknown][] = []
  for (const [name, value] of Object.entries(values)) {
    const parameter = findParameter(model, name)
    if (!parameter || !('media' in parameter)) written.push([name, value])
    else if (!Array.isArray(value)) {
      written.push([name, await writeItem(uri, `${base}-${name}`, parameter.media, value)])
    } else {
      const items = value.map((item, index) => writeItem(uri, `${base}-${name}-${index + 1}`, parameter.media, item))
      written.push([name, await Promise.all(items)])
    }
  }
  return Object.fromEntries(written)
}

async function writeItem(uri: vscode.Uri, name: string, media: Media, item: unknown): Promise<unknown> {
  const data = typeof item === 'string' ? parseDataUri(item) : undefined
  const extension = Object.entries(MEDIA_TYPES[media]).find(([, type]) => type === data?.mediaType)?.[0]
  // A file of another type could not be read again.
  if (typeof item !== 'string' || extension === undefined) return item
  const bytes = Buffer.from(item.slice(item.indexOf(',') + 1), 'base64')
  return await createNextTo(uri, `${name}.${extension}`, bytes)
}

function withoutExtension(name: string): string {
  return name.replace(/\.mp4$/, '')
}
