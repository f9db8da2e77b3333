import * as vscode from 'vscode'
import { messageOf } from '../../core/errors.ts'
import type { Media } from '../../core/model/parameter.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'

/**
 * A local file travels inside the request, a third larger than it is. The service documents no limit and answers 413
 * to what is too large; above this size a request is slow to send and unlikely to be taken.
 */
export const MAX_LOCAL_BYTES: Readonly<Record<Media, number>> = { video: 20_000_000, image: 10_000_000 }

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

/** Lets the person choose files and returns them as `data:` URIs; those that cannot be used are told and left out. */
export async function chooseLocalMedia(media: Media, many: boolean): Promise<string[]> {
  const files = await vscode.window.showOpenDialog({
    title: media === 'video' ? vscode.l10n.t('Choose a Video') : vscode.l10n.t('Choose an Image'),
    openLabel: vscode.l10n.t('Choose'),
    canSelectMany: many,
    filters: {
      [media === 'video' ? vscode.l10n.t('Videos') : vscode.l10n.t('Images')]: Object.keys(TYPES[media]),
    },
  })
  const read = await Promise.all((files ?? []).map((file) => readAsDataUri(file, media)))
  return read.filter((uri) => uri !== undefined)
}

async function readAsDataUri(file: vscode.Uri, media: Media): Promise<string | undefined> {
  const name = sanitizeText(file.path.slice(file.path.lastIndexOf('/') + 1))
  const type = TYPES[media][/\.([^.]+)$/.exec(file.path)?.[1]?.toLowerCase() ?? '']
  if (type === undefined) {
    const known = Object.keys(TYPES[media]).join(', ')
    return tell(vscode.l10n.t('The kind of {0} is not known by its name. Known endings: {1}.', name, known))
  }
  try {
    const { size } = await vscode.workspace.fs.stat(file)
    if (size === 0) return tell(vscode.l10n.t('{0} is empty.', name))
    if (size > MAX_LOCAL_BYTES[media]) return tell(tooLarge(name, size, MAX_LOCAL_BYTES[media]))
    const bytes = await vscode.workspace.fs.readFile(file)
    return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
  } catch (error) {
    return tell(vscode.l10n.t('{0} could not be read: {1}', name, sanitizeText(messageOf(error), 300)))
  }
}

function tooLarge(name: string, size: number, limit: number): string {
  return vscode.l10n.t(
    '{0} has {1}; a local file can have {2} at most. Make it smaller, or put it on the web and enter its URL.',
    name,
    formatBytes(size, vscode.env.language),
    formatBytes(limit, vscode.env.language),
  )
}

function tell(message: string): undefined {
  void vscode.window.showErrorMessage(message)
}
