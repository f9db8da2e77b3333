import * as vscode from 'vscode'
import { AppError, messageOf } from '../../core/errors.ts'
import { isMediaPath } from '../../core/model/mediaPath.ts'
import type { Media } from '../../core/model/parameter.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { createLocalFile, firstFreeName } from './createFile.ts'
import { fileNameOf } from './fileNameOf.ts'
import { checkMediaFile } from './localMedia.ts'
import { locateMedia, mediaPathOf } from './requestFileMedia.ts'

/** A local video or image. */
export interface LocalMedia {
  readonly uri: vscode.Uri
  readonly media: Media
}

/**
 * The path of a file as a request file has it. Undefined if a request file cannot use it: it is outside the workspace of the
 * request file, also through a symbolic link, or its name is not supported.
 */
export async function usableMediaPath(
  requestFile: vscode.Uri,
  { uri, media }: LocalMedia,
): Promise<string | undefined> {
  const path = mediaPathOf(requestFile, uri)
  if (path === undefined || !isMediaPath(media, path)) return undefined
  return (await locateMedia(requestFile, path)).ok ? path : undefined
}

/** Copies a file next to a request file. Returns the name of the copy. Throws `AppError` if the file cannot be sent or copied. */
export async function copyNextTo(requestFile: vscode.Uri, { uri, media }: LocalMedia): Promise<string> {
  const file = await checkMediaFile(uri, media)
  if (!file.ok) throw new AppError('invalid', file.issue)
  const name = fileNameOf(uri)
  // A name that a request file cannot have.
  const usable = isMediaPath(media, name) ? name : `${media}${name.slice(name.lastIndexOf('.'))}`
  return await createNextTo(requestFile, usable, await vscode.workspace.fs.readFile(uri))
}

/** Writes a file next to a request file, with a number if its name is taken. Returns its name. Throws `AppError('file')`. */
export async function createNextTo(requestFile: vscode.Uri, name: string, bytes: Uint8Array): Promise<string> {
  const folder = vscode.Uri.joinPath(requestFile, '..')
  try {
    return await firstFreeName(name, (free) =>
      folder.scheme === 'file'
        ? createLocalFile(folder.fsPath, free, bytes)
        : createFile(vscode.Uri.joinPath(folder, free), bytes),
    )
  } catch (error) {
    const reason = sanitizeText(messageOf(error), 300)
    throw new AppError('file', vscode.l10n.t('Could not write {0}: {1}', sanitizeText(name), reason), { cause: error })
  }
}

/** Whether a file exists. */
export function exists(uri: vscode.Uri): Thenable<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  )
}

async function createFile(uri: vscode.Uri, bytes: Uint8Array): Promise<boolean> {
  if (await exists(uri)) return false
  await vscode.workspace.fs.writeFile(uri, bytes)
  return true
}
