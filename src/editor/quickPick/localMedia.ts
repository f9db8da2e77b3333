import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import { toDataUri } from '../../core/model/mediaUrl.ts'
import type { Media } from '../../core/model/parameter.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'

/**
 * A local file is sent in the request as Base64, which makes it a third larger. The service documents no limit, but
 * responds with 413 to a request that is too large; a larger file is slow to send and likely to be rejected.
 */
export const MAX_LOCAL_BYTES: Readonly<Record<Media, number>> = { video: 20_000_000, image: 10_000_000 }

/** Media types by file extension. */
const TYPES: Readonly<Record<Media, Readonly<Record<string, string>>>> = {
  video: {
    mp4: 'video/mp4',
    m4v: 'video/x-m4v',
    mov: 'video/quicktime',
    webm: 'video/webm',
    mkv: 'video/x-matroska',
    avi: 'video/x-msvideo',
    ogv: 'video/ogg',
    mpg: 'video/mpeg',
    mpeg: 'video/mpeg',
  },
  image: {
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    webp: 'image/webp',
    gif: 'image/gif',
    bmp: 'image/bmp',
    avif: 'image/avif',
  },
}

/** Lets the user choose files and returns them as `data:` URIs. Shows an error for each file that cannot be used. */
export async function chooseLocalMedia(media: Media, canSelectMany: boolean): Promise<string[]> {
  const files = await vscode.window.showOpenDialog({
    title: media === 'video' ? vscode.l10n.t('Choose Video') : vscode.l10n.t('Choose Image'),
    openLabel: vscode.l10n.t('Choose'),
    canSelectMany,
    filters: {
      [media === 'video' ? vscode.l10n.t('Videos') : vscode.l10n.t('Images')]: Object.keys(TYPES[media]),
    },
  })
  const uris = await Promise.all((files ?? []).map((file) => readAsDataUri(file, media)))
  return uris.filter((uri) => uri !== undefined)
}

async function readAsDataUri(file: vscode.Uri, media: Media): Promise<string | undefined> {
  const fileName = file.path.slice(file.path.lastIndexOf('/') + 1)
  const name = sanitizeText(fileName)
  const type = TYPES[media][/\.([^.]+)$/.exec(file.path)?.[1]?.toLowerCase() ?? '']
  if (type === undefined) {
    const supported = Object.keys(TYPES[media]).join(', ')
    return showError(vscode.l10n.t('Unsupported file type: {0}. Supported types: {1}.', name, supported))
  }
  try {
    const { size } = await vscode.workspace.fs.stat(file)
    if (size === 0) return showError(vscode.l10n.t('{0} is empty.', name))
    if (size > MAX_LOCAL_BYTES[media]) return showError(tooLargeMessage(name, size, MAX_LOCAL_BYTES[media]))
    const bytes = await vscode.workspace.fs.readFile(file)
    return toDataUri(type, fileName, Buffer.from(bytes).toString('base64'))
  } catch (error) {
    return showError(vscode.l10n.t('Could not read {0}: {1}', name, sanitizeText(messageOf(error), 300)))
  }
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
