import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { findParameter, type Media } from '../../core/model/parameter.ts'
import { formatBytes } from '../../core/text/format.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import type { FormMediaItem } from '../../protocol/form.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import { checkMediaFile, type MediaFile, readDataUri } from '../common/localMedia.ts'
import type { FormDraft } from './formDraft.ts'

/** The files of a draft: checks them in the background, describes them, and reads them when the request is sent. */
export class DraftFiles {
  readonly #draft: FormDraft
  readonly #onDidCheck: () => void
  /** By item ID; undefined while a file is checked. */
  readonly #files = new Map<string, MediaFile | undefined>()

  constructor(draft: FormDraft, onDidCheck: () => void) {
    this.#draft = draft
    this.#onDidCheck = onDidCheck
  }

  describe(name: string, item: DraftMedia): Omit<FormMediaItem, 'id' | 'isUrl'> {
    const locale = vscode.env.language
    if (item.kind !== 'file') {
      const data = parseDataUri(this.#draft.originalData(name, item) ?? '')
      const detail = data && `${data.mediaType} · ${formatBytes(data.sizeBytes, locale)}`
      const label = sanitizeText(data?.fileName ?? vscode.l10n.t('From the original request'))
      return { label, ...(detail ? { detail } : {}), hasPreview: data !== undefined }
    }
    const file = this.#check(item.id, vscode.Uri.parse(item.uri, true), this.#mediaOf(name))
    if (!file) return { label: baseName(item.uri), detail: vscode.l10n.t('Reading…'), hasPreview: false }
    const size = file.sizeBytes === undefined ? {} : { detail: formatBytes(file.sizeBytes, locale) }
    return { label: file.name, ...size, ...(file.ok ? {} : { issue: file.issue }), hasPreview: file.ok }
  }

  /** Returns the URL to send for an item. Throws `AppError('invalid')` if the file cannot be sent. */
  async toUrl(name: string, item: DraftMedia): Promise<string> {
    if (item.kind === 'url') return item.url
    if (item.kind === 'original') return this.#draft.originalData(name, item) ?? ''
    const uri = vscode.Uri.parse(item.uri, true)
    // Checked again: the file may have changed.
    const file = await checkMediaFile(uri, this.#mediaOf(name))
    if (!file.ok) throw new AppError('invalid', file.issue)
    return readDataUri(uri, file.type)
  }

  #mediaOf(name: string): Media {
    const parameter = findParameter(this.#draft.model, name)
    return parameter && 'media' in parameter ? parameter.media : 'video'
  }

  #check(id: string, uri: vscode.Uri, media: Media): MediaFile | undefined {
    if (!this.#files.has(id)) {
      this.#files.set(id, undefined)
      void checkMediaFile(uri, media).then((file) => {
        this.#files.set(id, file)
        this.#onDidCheck()
      })
    }
    return this.#files.get(id)
  }
}

function baseName(uri: string): string {
  return vscode.Uri.parse(uri, true).path.split('/').at(-1) ?? uri
}
