import type { MessageToFormPage } from '../../protocol/form.ts'

/** The `blob:` URLs of the items that the page shows. */
export class Previews {
  readonly #request: (item: string) => void
  /** By item ID; undefined while the bytes are requested. */
  readonly #urls = new Map<string, string | undefined>()

  constructor(request: (item: string) => void) {
    this.#request = request
  }

  /** Requests the bytes on first use. */
  url(item: string): string | undefined {
    if (!this.#urls.has(item)) {
      this.#urls.set(item, undefined)
      this.#request(item)
    }
    return this.#urls.get(item)
  }

  receive({ item, mediaType, bytes }: Extract<MessageToFormPage, { readonly type: 'preview' }>): void {
    if (this.#urls.get(item) !== undefined) return
    this.#urls.set(item, URL.createObjectURL(new Blob([bytes], { type: mediaType })))
  }

  /** Releases the bytes of the items that are gone. */
  keepOnly(items: ReadonlySet<string>): void {
    for (const [item, url] of this.#urls) {
      if (items.has(item)) continue
      if (url !== undefined) URL.revokeObjectURL(url)
      this.#urls.delete(item)
    }
  }
}
