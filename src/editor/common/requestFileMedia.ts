import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { GenerationRequest } from '../../core/job/job.ts'
import { isMediaPath, resolveMediaPath, trimMediaText } from '../../core/model/mediaPath.ts'
import { findParameter, type Media } from '../../core/model/parameter.ts'
import { validateRequest } from '../../core/model/request.ts'
import type { FileRequest } from '../../core/model/requestFile.ts'
import { validationMessage } from '../presentation/validationMessages.ts'
import { followLinks } from './followLinks.ts'
import { checkMediaFile, readDataUri } from './localMedia.ts'

/** Where a path of a request file points to, or why it cannot be used. */
export type MediaLocation =
  | { readonly ok: true; readonly uri: vscode.Uri }
  | { readonly ok: false; readonly issue: string }

/** Why a path cannot be used. */
export function outsideMessage(path: string): string {
  return vscode.l10n.t('{0} is outside the workspace. Use a file in the workspace, or a URL.', path)
}

/**
 * Locates a file by its path in a request file, without opening it. It must be in the workspace folder of the request
 * file, or in the folder of a request file that is not in the workspace, also when all symbolic links are followed.
 */
export async function locateMedia(requestFile: vscode.Uri, path: string): Promise<MediaLocation> {
  if (requestFile.scheme === 'untitled') {
    return { ok: false, issue: vscode.l10n.t('Save this file first: {0} is relative to its folder.', path) }
  }
  const root = rootOf(requestFile)
  const names = resolveMediaPath(namesBetween(root, vscode.Uri.joinPath(requestFile, '..')), path)
  if (!names) return { ok: false, issue: outsideMessage(path) }
  if (root.scheme === 'file') {
    const resolved = await followLinks(root.fsPath, names)
    return resolved === undefined
      ? { ok: false, issue: outsideMessage(path) }
      : { ok: true, uri: vscode.Uri.file(resolved) }
  }
  // The target of a link is not known here.
  return (await hasLink(root, names))
    ? { ok: false, issue: vscode.l10n.t('{0} contains a symbolic link, which is not supported here.', path) }
    : { ok: true, uri: vscode.Uri.joinPath(root, ...names) }
}

/** The path of a file as a request file has it. Undefined if the file is outside the workspace of the request file. */
export function mediaPathOf(requestFile: vscode.Uri, media: vscode.Uri): string | undefined {
  const root = rootOf(requestFile)
  if (media.scheme !== root.scheme || media.authority !== root.authority) return undefined
  if (!media.path.startsWith(`${root.path.replace(/\/$/, '')}/`)) return undefined
  const from = namesBetween(root, vscode.Uri.joinPath(requestFile, '..'))
  const to = namesBetween(root, media)
  let common = 0
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}

/**
 * Makes the request to send: reads the local files of a request of a file. Throws `AppError('invalid')` if the request
 * is not valid, or a file cannot be used.
 */
export function readFileRequest(
  requestFile: vscode.Uri,
  request: Pick<FileRequest, 'model' | 'values'>,
): Promise<GenerationRequest> {
  return readRequest(requestFile, request, new Map())
}

/** Like `readFileRequest`, for several requests: reads a file that several of them use only once. */
export async function readFileRequests(
  requestFile: vscode.Uri,
  requests: readonly Pick<FileRequest, 'model' | 'values'>[],
): Promise<readonly GenerationRequest[]> {
  const files: MediaCache = new Map()
  const read: GenerationRequest[] = []
  for (const request of requests) read.push(await readRequest(requestFile, request, files))
  return read
}

/** `data:` URIs of local files, by their paths in the request file and their types. */
type MediaCache = Map<string, Promise<string>>

async function readRequest(
  requestFile: vscode.Uri,
  { model, values }: Pick<FileRequest, 'model' | 'values'>,
  files: MediaCache,
): Promise<GenerationRequest> {
  const read = await Promise.all(
    Object.entries(values).map(async ([name, value]): Promise<[string, unknown]> => {
      const parameter = findParameter(model, name)
      if (!parameter || !('media' in parameter)) return [name, value]
      const toUrl = (item: unknown) => readMedia(requestFile, parameter.media, item, files)
      return [name, Array.isArray(value) ? await Promise.all(value.map(toUrl)) : await toUrl(value)]
    }),
  )
  const validation = validateRequest(model, Object.fromEntries(read))
  if (validation.ok) return validation.request
  const messages = validation.issues.map((issue) => validationMessage(model, issue, vscode.l10n))
  throw new AppError('invalid', messages.join(' '))
}

async function readMedia(requestFile: vscode.Uri, media: Media, value: unknown, files: MediaCache): Promise<unknown> {
  const text = typeof value === 'string' ? trimMediaText(value) : undefined
  if (text === undefined || !isMediaPath(media, text)) return value
  const known = files.get(`${media} ${text}`) ?? readMediaFile(requestFile, media, text)
  files.set(`${media} ${text}`, known)
  return await known
}

async function readMediaFile(requestFile: vscode.Uri, media: Media, text: string): Promise<string> {
  const location = await locateMedia(requestFile, text)
  if (!location.ok) throw new AppError('invalid', location.issue)
  const file = await checkMediaFile(location.uri, media)
  if (!file.ok) throw new AppError('invalid', file.issue)
  return await readDataUri(location.uri, file.type)
}

function rootOf(requestFile: vscode.Uri): vscode.Uri {
  return vscode.workspace.getWorkspaceFolder(requestFile)?.uri ?? vscode.Uri.joinPath(requestFile, '..')
}

function namesBetween(root: vscode.Uri, uri: vscode.Uri): string[] {
  return uri.path
    .slice(root.path.length)
    .split('/')
    .filter((name) => name !== '')
}

async function hasLink(root: vscode.Uri, names: readonly string[]): Promise<boolean> {
  let uri = root
  for (const name of names) {
    uri = vscode.Uri.joinPath(uri, name)
    const type = await vscode.workspace.fs.stat(uri).then(
      (stat) => stat.type,
      () => vscode.FileType.Unknown,
    )
    if (type & vscode.FileType.SymbolicLink) return true
  }
  return false
}
