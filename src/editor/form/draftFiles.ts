import * as vscode from 'vscode'
import { AppError } from '../../core/errors.ts'
import type { SourceFacts } from '../../core/model/expectedResult.ts'
import { parseDataUri } from '../../core/model/mediaUrl.ts'
import { findParameter, type Media } from '../../core/model/parameter.ts'
import { sanitizeText } from '../../core/text/sanitize.ts'
import { type FormMediaItem, MAX_DROPPED_BYTES } from '../../protocol/form.ts'
import type { DraftMedia } from '../../protocol/storedDraft.ts'
import { checkMediaFile, type MediaFile, readDataUri } from '../common/localMedia.ts'
import type { VideoFacts } from '../common/videoFacts.ts'
import { DISPLAY_LANGUAGE } from '../presentation/renderContext.ts'
import type { FormDraft } from './formDraft.ts'
import { largeFileNote, mediaDetail } from './mediaText.ts'

/** What is known of an item: nothing at first, then the file, then the facts of a video. */
interface KnownItem {
  file?: MediaFile
  facts?: VideoFacts | undefined
}

/** The files of a draft: checks them in the background, describes them, and reads them when the request is sent. */
export class DraftFiles {
  readonly #draft: FormDraft
  readonly #onDidCheck: () => void
  /** By item ID. */
  readonly #known = new Map<string, KnownItem>()

  constructor(draft: FormDraft, onDidCheck: () => void) {
    this.#draft = draft
    this.#onDidCheck = onDidCheck
  }

  describe(name: string, item: DraftMedia): Omit<FormMediaItem, 'id' | 'isUrl'> {
    const { file, facts } = this.#knownItem(name, item)
    if (!file)
      return { label: sanitizeText(this.#label(name, item)), detail: vscode.l10n.t('Reading…'), hasPreview: false }
    if (!file.ok) return { label: file.name, issue: file.issue, hasPreview: false }
    const note = largeFileNote(file.sizeBytes, DISPLAY_LANGUAGE)
    return {
      label: file.name,
      detail: mediaDetail(file.sizeBytes, facts, DISPLAY_LANGUAGE),
      ...(note === undefined ? {} : { note }),
      hasPreview: true,
    }
  }

  /** The facts of the source video, as soon as they are known. */
  sourceFacts(): SourceFacts | undefined {
    const [item] = this.#draft.media('video_url')
    return item && this.#known.get(item.id)?.facts
  }

  /** Returns the URL to send for an item. Throws `AppError('invalid')` if the file cannot be sent. */
  async toUrl(name: string, item: DraftMedia): Promise<string> {
    if (item.kind === 'url') return item.url
    if (item.kind === 'original') return this.#draft.originalData(name, item) ?? ''
    // Checked again: the file may have changed.
    const file = await this.#fileOf(name, item, this.#mediaOf(name))
    if (!file.ok) throw new AppError('invalid', file.issue)
    return readDataUri(vscode.Uri.parse(item.uri, true), file.type)
  }

  /** Returns the contents of an item to show. Undefined if there is no such item, it cannot be used, or it is too large. */
  async preview(
    itemId: string,
  ): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array<ArrayBuffer> } | undefined> {
    for (const { name } of this.#draft.model.parameters) {
      const item = this.#draft.media(name).find(({ id }) => id === itemId)
      const file = item && this.#known.get(item.id)?.file
      if (!item || !file?.ok) continue
      const bytes = await this.#read(name, item)
      // A copy, because the editor may own the buffer.
      return bytes.byteLength > MAX_DROPPED_BYTES ? undefined : { mediaType: file.type, bytes: new Uint8Array(bytes) }
    }
    return undefined
  }

  #knownItem(name: string, item: DraftMedia): KnownItem {
    const known = this.#known.get(item.id)
    if (known) return known
    const created: KnownItem = {}
    this.#known.set(item.id, created)
    void this.#check(name, item, created)
    return created
  }

  async #check(name: string, item: DraftMedia, known: KnownItem): Promise<void> {
    const media = this.#mediaOf(name)
    known.file = await this.#fileOf(name, item, media)
    this.#onDidCheck()
    if (media !== 'video' || known.file.sizeBytes === undefined) return
    const { sizeBytes } = known.file
    const { readVideoFacts } = await import('../common/videoFacts.ts')
    const uri = item.kind === 'file' ? parseUri(item.uri) : undefined
    // Only a local file can be read in part. Another one is read as a whole if it is small enough to be sent.
    if (uri?.scheme === 'file') known.facts = await readVideoFacts({ path: uri.fsPath })
    else if (known.file.ok) known.facts = await readVideoFacts({ sizeBytes, read: () => this.#read(name, item) })
    this.#onDidCheck()
  }

  async #fileOf(name: string, item: DraftMedia, media: Media): Promise<MediaFile> {
    const label = sanitizeText(this.#label(name, item))
    if (item.kind === 'file') {
      const uri = parseUri(item.uri)
      return uri
        ? checkMediaFile(uri, media)
        : { ok: false, name: label, issue: vscode.l10n.t('{0} is not a valid URL.', label) }
    }
    const data = parseDataUri(this.#draft.originalData(name, item) ?? '')
    if (!data) return { ok: false, name: label, issue: vscode.l10n.t('The original request is not available.') }
    return { ok: true, name: label, type: data.mediaType, sizeBytes: data.sizeBytes }
  }

  #label(name: string, item: DraftMedia): string {
    if (item.kind === 'file') return parseUri(item.uri)?.path.split('/').at(-1) || item.uri
    const fileName = parseDataUri(this.#draft.originalData(name, item) ?? '')?.fileName
    return fileName ?? vscode.l10n.t('From the original request')
  }

  async #read(name: string, item: DraftMedia): Promise<Uint8Array> {
    if (item.kind === 'file') return vscode.workspace.fs.readFile(vscode.Uri.parse(item.uri, true))
    const data = this.#draft.originalData(name, item) ?? ''
    return new Uint8Array(Buffer.from(data.slice(data.indexOf(',') + 1), 'base64'))
  }

  #mediaOf(name: string): Media {
    const parameter = findParameter(this.#draft.model, name)
    return parameter && 'media' in parameter ? parameter.media : 'video'
  }
}

/** Returns undefined for text that is not a URI, which the user can drop. */
function parseUri(text: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(text, true)
  } catch {
    return undefined
  }
}
