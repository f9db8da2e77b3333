import { type GalleryItem, MAX_THUMBNAIL_LENGTH } from '../../protocol/gallery.ts'
import { ThumbnailMaker, toBase64 } from './thumbnailMaker.ts'

/** The pictures of the tiles: those that the editor has stored, and those that were made since the page was loaded. */
export class Pictures {
  readonly #onChange: () => void
  readonly #store: (id: string, base64: string) => void
  readonly #maker = new ThumbnailMaker((id, jpeg) => void this.#made(id, jpeg))
  /** `blob:` URLs by the ID of the job. */
  readonly #urls = new Map<string, string>()

  constructor(onChange: () => void, store: (id: string, base64: string) => void) {
    this.#onChange = onChange
    this.#store = store
  }

  /** Undefined if there is no picture yet. */
  url({ id, thumbnail }: GalleryItem): string | undefined {
    return this.#urls.get(id) ?? thumbnail
  }

  /** Makes the missing pictures of these tiles. */
  request(items: readonly GalleryItem[]): void {
    this.#maker.request(items.filter((item) => this.url(item) === undefined))
  }

  /** A picture that the editor has stored replaces the one that was made here. */
  stored(items: readonly GalleryItem[]): void {
    for (const { id, thumbnail } of items) {
      const url = this.#urls.get(id)
      if (thumbnail === undefined || url === undefined) continue
      URL.revokeObjectURL(url)
      this.#urls.delete(id)
    }
  }

  async #made(id: string, jpeg: Blob): Promise<void> {
    this.#urls.set(id, URL.createObjectURL(jpeg))
    this.#onChange()
    const base64 = await toBase64(jpeg)
    if (base64.length <= MAX_THUMBNAIL_LENGTH) this.#store(id, base64)
  }
}
