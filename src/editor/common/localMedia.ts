import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import { MEDIA_TYPES } from '../../core/model/mediaTypes.ts'
import { toDataUri } from '../../core/model/mediaUrl.ts'
import type { Media } from '../../core/model/parameter.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { fileNameOf } from './fileNameOf.ts'

/**
 * A local file is sent in the request as Base64, which makes it a third larger. The service documents no limit, but
 * responds with 413 to a request that is too large; a larger file is slow to send and likely to be rejected.
 */
export const MAX_LOCAL_BYTES: Readonly<Record<Media, number>> = { video: 20_000_000, image: 10_000_000 }

/** A local file, or why it cannot be used. */
export type MediaFile =
  | { readonly ok: true; readonly name: string; readonly type: string; readonly sizeBytes: number }
  | { readonly ok: false; readonly name: string; readonly sizeBytes?: number; readonly issue: string }

/** Lets the user choose files. Returns an empty array if the user cancels. */
export async function chooseMediaFiles(media: Media, canSelectMany: boolean): Promise<readonly vscode.Uri[]> {
  const files = await vscode.window.showOpenDialog({
    title: media === 'video' ? vscode.l10n.t('Choose Video') : vscode.l10n.t('Choose Image'),
    openLabel: vscode.l10n.t('Choose'),
    canSelectMany,
    filters: {
      [media === 'video' ? vscode.l10n.t('Videos') : vscode.l10n.t('Images')]: Object.keys(MEDIA_TYPES[media]),
    },
  })
  return files ?? []
}

/** Lets the user choose files and returns them as `data:` URIs. Shows an error for each file that cannot be used. */
export async function chooseLocalMedia(media: Media, canSelectMany: boolean): Promise<string[]> {
  const files = await chooseMediaFiles(media, canSelectMany)
  const uris = await Promise.all(files.map((file) => readAsDataUri(file, media)))
  return uris.filter((uri) => uri !== undefined)
}

/** Checks the type and the size of a file without reading it. */
export async function checkMediaFile(file: vscode.Uri, media: Media): Promise<MediaFile> {
  const name = sanitizeText(fileNameOf(file))
  const type = MEDIA_TYPES[media][/\.([^.]+)$/.exec(file.path)?.[1]?.toLowerCase() ?? '']
  if (type === undefined) {
    const supported = Object.keys(MEDIA_TYPES[media]).join(', ')
    return {
      ok: false,
      name,
      issue: vscode.l10n.t('Unsupported file type: {0}. Supported types: {1}.', name, supported),
    }
  }
  try {
    const { size } = await vscode.workspace.fs.stat(file)
    if (size === 0) return { ok: false, name, sizeBytes: size, issue: vscode.l10n.t('{0} is empty.', name) }
    return size > MAX_LOCAL_BYTES[media]
      ? { ok: false, name, sizeBytes: size, issue: tooLargeMessage(name, size, MAX_LOCAL_BYTES[media]) }
      : { ok: true, name, type, sizeBytes: size }
  } catch (error) {
    return { ok: false, name, issue: unreadableMessage(name, error) }
  }
}

/** Reads a file that `checkMediaFile` accepted. */
export async function readDataUri(file: vscode.Uri, type: string): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(file)
  return toDataUri(type, fileNameOf(file), Buffer.from(bytes).toString('base64'))
}

async function readAsDataUri(file: vscode.Uri, media: Media): Promise<string | undefined> {
  const checked = await checkMediaFile(file, media)
  if (!checked.ok) return showError(checked.issue)
  try {
    return await readDataUri(file, checked.type)
  } catch (error) {
    return showError(unreadableMessage(checked.name, error))
  }
}

function unreadableMessage(name: string, error: unknown): string {
  const isMissing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound'
  if (isMissing) return vscode.l10n.t('File not found: {0}', name)
  return vscode.l10n.t('Could not read {0}: {1}', name, sanitizeText(messageOf(error), 300))
}

function tooLargeMessage(name: string, sizeBytes: number, limitBytes: number): string {
  return vscode.l10n.t(
    '{0} is too large ({1}). A local file can have up to {2}. Use a smaller file, or upload it and enter its URL.',
    name,
    formatBytes(sizeBytes, vscode.env.language),
    formatBytes(limitBytes, vscode.env.language),
  )
}

function showError(message: string): undefined {
  void vscode.window.showErrorMessage(message)
}
