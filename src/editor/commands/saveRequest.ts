import * as vscode from 'vscode'
import { AppError, errorDetail } from '../../core/errors.ts'
import type { RequestValues } from '../../core/job/job.ts'
import { MEDIA_TYPES } from '../../core/model/mediaTypes.ts'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { findModel } from '../../core/model/models.ts'
import { findParameter, type Media, type Model } from '../../core/model/parameter.ts'
import { POSE_MODEL } from '../../core/model/poseModel.ts'
import { resolveJob } from '../common/resolveJob.ts'
import type { ExtensionServices, JobArgument } from '../extensionServices.ts'
import { videoFileName } from '../presentation/videoFileName.ts'

const EXTENSION = '.wanvace.json'

/** "Save Request to File": writes the request of a job to a request file, and its local files next to it. */
export async function saveRequest(services: ExtensionServices, argument: JobArgument): Promise<void> {
  const job = await resolveJob(services, argument, {
    action: 'saveRequest',
    placeHolder: vscode.l10n.t('Select a generation to save its request'),
    none: vscode.l10n.t('There are no requests to save.'),
  })
  if (!job) return
  const request = services.jobs.request(job.id)
  const model = request && findModel(request.model)
  if (!request || !model) throw new AppError('invalid', errorDetail('requestUnknown', {}))
  const name = videoFileName(job).replace(/\.mp4$/, EXTENSION)
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Request'),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    filters: { [vscode.l10n.t('Request Files')]: ['wanvace.json'] },
  })
  if (!target) return
  const uri = target.path.endsWith(EXTENSION)
    ? target
    : target.with({ path: target.path.replace(/(?:\.json)?$/, EXTENSION) })
  const values = await writeMedia(uri, model, request.values)
  const content = model === POSE_MODEL ? values : { model: model.id, ...values }
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`))
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri))
}

/** Writes each `data:` URI to a file next to the request file. Returns the values with the names of the files. */
async function writeMedia(uri: vscode.Uri, model: Model, values: RequestValues): Promise<RequestValues> {
  const base = uri.path.slice(uri.path.lastIndexOf('/') + 1, -EXTENSION.length)
  const written = await Promise.all(
    Object.entries(values).map(async ([name, value]): Promise<[string, unknown]> => {
      const parameter = findParameter(model, name)
      if (!parameter || !('media' in parameter)) return [name, value]
      const write = (item: unknown, index: number) =>
        writeItem(uri, `${base}-${name}${Array.isArray(value) ? `-${index + 1}` : ''}`, parameter.media, item)
      return [name, Array.isArray(value) ? await Promise.all(value.map(write)) : await write(value, 0)]
    }),
  )
  return Object.fromEntries(written)
}

async function writeItem(uri: vscode.Uri, name: string, media: Media, item: unknown): Promise<unknown> {
  const data = typeof item === 'string' ? parseDataUri(item) : undefined
  const extension = Object.entries(MEDIA_TYPES[media]).find(([, type]) => type === data?.mediaType)?.[0]
  // A file of another type could not be read again.
  if (typeof item !== 'string' || extension === undefined) return item
  const file = `${name}.${extension}`
  const bytes = Buffer.from(item.slice(item.indexOf(',') + 1), 'base64')
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(uri, '..', file), bytes)
  return file
}
